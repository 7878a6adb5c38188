/** Changes that write over their input, or take over the result's block: no copy, and every view sees them. */
import { expect, test } from "vitest";
import { arange, memory, noGrad, ones, tensor } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const COUNT = 1 << 20;
const BYTES = 4 * COUNT;

/** Bytes that the blocks grow by while `change` runs, at most. */
function growth(change: () => unknown): number {
	const { bytes, peak } = memory();
	// A block that is larger than all before raises the peak by what follows.
	const ballast = ones([Math.max(1, Math.ceil((peak - bytes) / 4))]);
	const before = memory().peak;
	change();
	const after = memory().peak;
	ballast.dispose();
	return after - before;
}

test("kernels write over their input, with numbers, rows and tensors as the other operand", () => {
	const x = ones([4, COUNT / 4]);
	const [y, row] = [ones([4, COUNT / 4]), ones([COUNT / 4])];
	const changes: readonly (() => Tensor)[] = [
		() => x.relu_(),
		() => x.mul_(2),
		() => x.add_(y),
		() => x.mul_(row),
		() => x.div_(x),
		() => x.neg_(),
	];
	// The first ones may bring back what the ballast drove out.
	for (const change of changes) growth(change);
	expect(changes.map((change) => growth(change) < BYTES)).toEqual(
		changes.map(() => true),
	);
	for (const change of changes) expect(change()).toBe(x);
	expect(x.at(0, 0).item()).toBe(-1);
	for (const each of [x, y, row]) each.dispose();
});

test("a view sees what its base becomes, whichever block that is in", () => {
	const x = arange(6).float();
	const [head, turned] = [x.at(":2"), x.reshape([2, 3]).t()];
	x.add_(1);
	x.clamp_({ max: 5 });
	x.lerp_(tensor([0, 0, 0, 0, 0, 0], { dtype: "float32" }), 0.5);
	expect(head.tolist()).toEqual([0.5, 1]);
	expect(turned.tolist()).toEqual([
		[0.5, 2],
		[1, 2.5],
		[1.5, 2.5],
	]);
	head.add_(x.at("1:3"), { alpha: 2 });
	expect(x.tolist()).toEqual([2.5, 4, 1.5, 2, 2.5, 2.5]);
});

test("an operand that is another part of the tensor is read before it changes", () => {
	const x = arange(5).float();
	x.at("1:").add_(x.at(":4"));
	expect(x.tolist()).toEqual([0, 1, 3, 5, 7]);
	const m = arange(4).float().reshape([2, 2]);
	m.mul_(m.t());
	expect(m.tolist()).toEqual([
		[0, 2],
		[2, 9],
	]);
	m.sub_(m.at(0));
	expect(m.tolist()).toEqual([
		[0, 0],
		[2, 7],
	]);
	m.mul_(m);
	expect(m.tolist()).toEqual([
		[0, 0],
		[4, 49],
	]);
});

test("what the graph saved is noticed as changed, not silently another", () => {
	const w = tensor([2, 3], { dtype: "float32", requiresGrad: true });
	const x = tensor([1, 1], { dtype: "float32" });
	for (const change of [() => x.mul_(2), () => x.clamp_({ max: 1 })]) {
		const loss = w.mul(x).sum();
		change();
		expect(() => loss.backward()).toThrow(/mul_|clamp_/);
	}
	const h = w.mul(1);
	expect(noGrad(() => h.relu_())).toBe(h);
	const y = w.mul(2).clamp_({ max: 5 });
	y.sum().backward();
	expect(w.grad?.tolist()).toEqual([2, 0]);
});
