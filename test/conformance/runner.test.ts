import { describe, expect, it } from "vitest";
import { arange, nn, tensor, ValueError } from "../../src/index.js";
import type { OpCase } from "./cases.js";
import { difference } from "./compare.js";
import { camelCase } from "./lookup.js";
import { mustReject } from "./outcome.js";
import { runCase } from "./run.js";

const exact = { tolerance: undefined };
const close = { tolerance: { rtol: 0, atol: 0.01 } };

function vector(dtype: string, data: readonly (number | "inf")[]) {
	return { tensor: { shape: [data.length], dtype, data } };
}

describe("the comparison of a result", () => {
	it("sees another dtype", () => {
		expect(difference(arange(2), vector("float32", [0, 1]), close)).toBe(
			"out has dtype int32; expected float32",
		);
	});

	it("sees another shape", () => {
		const column = tensor([[1], [2]], { dtype: "int32" });
		expect(difference(column, vector("int64", [1, 2]), exact)).toBe(
			"out has shape [2,1]; expected [2]",
		);
	});

	it("allows the tolerance and nothing beyond it", () => {
		const x = tensor([0.5, 1.5]);
		const compare = (value: number) =>
			difference(x, vector("float32", [0.5, value]), close);
		expect(compare(1.505)).toBeUndefined();
		expect(compare(1.52)).toMatch(/^out at flat position 1 is 1.5/);
	});

	it("takes no finite number for an infinity, whatever the tolerance", () => {
		const relative = { tolerance: { rtol: 0.01, atol: 0 } };
		const huge = tensor([3e38], { dtype: "float32" });
		expect(difference(huge, vector("float32", ["inf"]), relative)).toMatch(
			/expected Infinity/,
		);
	});

	it("tells -0 from 0 only where the case asks for it", () => {
		const zero = tensor([-0], { dtype: "float32" });
		const expected = vector("float32", [0]);
		expect(difference(zero, expected, exact)).toBeUndefined();
		expect(difference(zero, expected, { ...exact, signedZero: true })).toMatch(
			/is -0; expected 0/,
		);
	});

	it("does not wrap what is expected to int32", () => {
		const wrapped = tensor([-(2 ** 31)], { dtype: "int32" });
		expect(difference(wrapped, vector("int64", [2 ** 31]), exact)).toBe(
			"out at flat position 0 is -2147483648; expected 2147483648",
		);
	});

	it("counts the results", () => {
		expect(difference([1, 2], [1, 2, 3], exact)).toBe(
			"out has 2 results; expected 3",
		);
	});
});

describe("a case that must be rejected", () => {
	it("is satisfied by an error of the library", () => {
		expect(() =>
			mustReject(() => {
				throw new ValueError("op", "wrong");
			}),
		).not.toThrow();
	});

	it("is not satisfied by a crash", () => {
		const crash = (): unknown => (undefined as unknown as number[]).length;
		expect(() => mustReject(crash)).toThrow(TypeError);
	});

	it("is not satisfied by a result", () => {
		expect(() => mustReject(() => 1)).toThrow("nothing was thrown");
	});
});

describe("a case of an operation", () => {
	const relu: OpCase = {
		id: "by hand",
		kind: "op",
		family: "activation",
		op: "torch.nn.functional.relu",
		args: [vector("float32", [-1, 2])],
		kwargs: {},
		out: vector("float32", [0, 2]),
	};

	it("passes with PyTorch's result and fails with another", () => {
		expect(runCase(relu).status).toBe("passed");
		const wrong = { ...relu, out: vector("float32", [0, 3]) };
		expect(runCase(wrong).status).toBe("failed");
	});

	it("fails, and is not unsupported, when the operation throws", () => {
		expect(runCase({ ...relu, args: ["text"] }).status).toBe("failed");
	});

	it("is unsupported only if there is no such name", () => {
		expect("relufied" in nn.functional).toBe(false);
		const unknown = { ...relu, op: "torch.nn.functional.relufied" };
		expect(runCase(unknown)).toEqual({
			status: "unsupported",
			name: "torch.nn.functional.relufied",
		});
	});

	it("is unsupported if its input holds integers beyond int32", () => {
		const input = vector("int64", [2 ** 31]);
		expect(runCase({ ...relu, args: [input], out: input })).toEqual({
			status: "unsupported",
			name: "int64 elements beyond int32",
		});
	});
});

it("names follow the mechanical rule", () => {
	expect(
		["log_softmax", "add_", "atleast_1d", "T_max", "kaiming_uniform_"].map(
			camelCase,
		),
	).toEqual(["logSoftmax", "add_", "atleast1d", "TMax", "kaimingUniform_"]);
});
