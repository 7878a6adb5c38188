/** The calls of `to` that PyTorch has; there is one device. */
import { describe, expect, test } from "vitest";
import {
	type Device,
	type DType,
	DTypeError,
	nn,
	ones,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";

const x = tensor([1, 2.5, -3.5]);
const other = ones([7], { dtype: "float64" });
type Any = (...args: unknown[]) => unknown;
const by = (...args: unknown[]): Tensor =>
	(x.to as Any).call(x, ...args) as Tensor;

describe("a tensor", () => {
	test.each<[unknown[]]>([
		[["float64"]],
		[["float64", true]],
		[["float64", false, true]],
		[["cpu", "float64"]],
		[["cpu", "float64", true, false]],
		[[null, "float64"]],
		[[other]],
		[[other, false, true]],
		[[{ dtype: "float64" }]],
		[[{ dtype: "float64", device: "cpu", nonBlocking: true, copy: true }]],
		[["cpu", { dtype: "float64" }]],
		[["float64", { copy: true }]],
	])("becomes float64 by to(...%j)", (args) => {
		const y = by(...args);
		expect(y.dtype).toBe("float64");
		expect(y.tolist()).toEqual([1, 2.5, -3.5]);
	});

	test.each<[unknown[]]>([
		[["cpu"]],
		[["cpu", null]],
		[["cpu", "float32"]],
		[[x]],
		[[{ device: "cpu" }]],
		[[{ copy: false }]],
		[["float32", true, false]],
	])("stays the same object by to(...%j)", (args) => {
		expect(by(...args)).toBe(x);
	});

	test.each<[unknown[]]>([
		[["cpu", undefined, false, true]],
		[["float32", false, true]],
		[[x, false, true]],
		[["cpu", { copy: true }]],
		[[{ copy: true }]],
	])("is copied by to(...%j)", (args) => {
		const before = tensor([1, 2.5]);
		const y = (before.to as Any).call(before, ...args) as Tensor;
		y.zero_();
		expect(before.tolist()).toEqual([1, 2.5]);
	});

	test("passes its gradient through a copy", () => {
		const leaf = tensor([1, 2.5], { requiresGrad: true });
		const y = leaf.to("cpu", "float32", false, true);
		expect(y.gradFn?.name).toBe("to");
		y.mul(3).sum().backward();
		expect(leaf.grad?.tolist()).toEqual([3, 3]);
	});

	test("takes what is one or the other for the compiler", () => {
		for (const target of ["cpu", "float32", x] as (Device | DType | Tensor)[])
			expect(x.to(target)).toBe(x);
	});

	test("is on the CPU", () => {
		expect(x.device).toBe("cpu");
		expect(x.cpu()).toBe(x);
	});

	test.each<[unknown[], string]>([
		[["cuda"], '"cuda" is neither a dtype nor a device here; dtypes are'],
		[["cuda:0", "float64"], '"cuda:0" is neither a dtype nor a device here;'],
		[["float16"], '"float16" is neither a dtype nor a device here;'],
		[[], "undefined is neither"],
		[[null], "null is neither"],
		[[{ device: "mps" }], 'device is "mps"; the only one is "cpu"'],
		[["cpu", { device: "cuda" }], 'device is "cuda"; the only one is "cpu"'],
		[["cpu", "float16"], "unknown dtype float16; one of bool"],
		[["float64", 1], "nonBlocking is 1; expected true or false"],
		[["float64", true, "x"], 'copy is "x"; expected true or false'],
		[[{ copy: 1 }], "copy is 1; expected true or false"],
		[["float64", { dtype: "int32" }], "float64 by position and dtype int32"],
		[["float64", true, true, true], "4 arguments; expected"],
		[[[1, 2]], "expected a tensor, got [1, 2]"],
	])("refuses to(...%j)", (args, message) => {
		let error: unknown;
		try {
			by(...args);
		} catch (thrown) {
			error = thrown;
		}
		expect((error as Error).message).toContain(`to: ${message}`);
		expect(error instanceof DTypeError || error instanceof ValueError).toBe(
			true,
		);
	});
});

describe("a module", () => {
	const build = () => new nn.Sequential(new nn.Linear(2, 3), new nn.ReLU());
	const convert = (...args: unknown[]) => {
		const model = build();
		return [model, (model.to as Any).call(model, ...args)] as const;
	};

	test.each<[unknown[], string]>([
		[["cpu"], "float32"],
		[[{ device: "cpu" }], "float32"],
		[["float64"], "float64"],
		[["float64", true], "float64"],
		[["cpu", "float64"], "float64"],
		[[other], "float64"],
		[[{ device: "cpu", dtype: "float64" }], "float64"],
	])("keeps its parameters by to(...%j)", (args, dtype) => {
		const model = build();
		const before = model.parameters();
		expect((model.to as Any).call(model, ...args)).toBe(model);
		expect(model.parameters()).toEqual(before);
		expect(model.parameters().map((p) => p.dtype)).toEqual([dtype, dtype]);
	});

	test("is on the CPU", () => {
		const model = build();
		expect(model.cpu()).toBe(model);
	});

	test.each<[unknown[], string]>([
		[["cuda"], '"cuda" is neither a dtype nor a device here;'],
		[["int32"], "a module has no dtype int32; convert it to float32 or"],
		[[tensor([1], { dtype: "int32" })], "a module has no dtype int32;"],
		[[{ copy: true }], "copy is true; a module is converted where it is"],
	])("refuses to(...%j)", (args, message) => {
		expect(() => convert(...args)).toThrow(`to: ${message}`);
	});
});
