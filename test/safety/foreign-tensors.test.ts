import { describe, expect, it, vi } from "vitest";
import { nn, ones, tensor, zeros } from "../../src/index.js";

describe("a gradient that is assigned", () => {
	const p = () => new nn.Parameter(ones([2]));
	it("is a tensor, or null", () => {
		const q = p();
		q.grad = tensor([1.5, 2]);
		expect(q.grad.tolist()).toEqual([1.5, 2]);
		q.grad = null;
		expect(q.grad).toBe(null);
		const fake = { storage: { bytes: 8, address: 64 }, layout: q.layout };
		expect(() => Object.assign(q, { grad: fake })).toThrow(
			/grad: expected a tensor, got \{ storage: /,
		);
	});
	it("has the tensor's shape and dtype", () => {
		expect(() => Object.assign(p(), { grad: zeros([3]) })).toThrow(
			"grad: a gradient of shape [3] for a tensor of shape [2]; they must be equal",
		);
		expect(() =>
			Object.assign(p(), { grad: zeros([2], { dtype: "float64" }) }),
		).toThrow(
			'grad: a gradient of dtype float64 for a tensor of dtype float32; convert it with to("float32")',
		);
	});
});

describe("tensors that leave the process", () => {
	it("are their numbers in JSON", () => {
		const text = JSON.stringify({ loss: tensor(1.5), w: tensor([[1, 2.5]]) });
		expect(text).toBe('{"loss":1.5,"w":[[1,2.5]]}');
		expect(JSON.stringify(new nn.Parameter(ones([2])))).toBe("[1,1]");
	});
	it("are refused by structured cloning, in words", () => {
		const model = new nn.Linear(2, 1);
		for (const value of [tensor([1]), { deep: [tensor(2)] }, model.stateDict()])
			expect(() => structuredClone(value)).toThrow(
				/cannot be cloned or posted: send x.toTypedArray\(\)/,
			);
	});
	it("are told from those of another copy of the library", async () => {
		vi.resetModules();
		const other = await import("../../src/index.js");
		const foreign = other.tensor([1, 2]) as never;
		expect(() => ones([2]).add(foreign)).toThrow(
			/add: this tensor comes from another copy of flambeau/,
		);
		expect(() => Object.assign(ones([2]), { grad: foreign })).toThrow(
			/grad: this tensor comes from another copy/,
		);
	});
});
