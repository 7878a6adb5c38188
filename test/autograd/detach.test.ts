/** `detach_` cuts the tensor itself off, as in PyTorch: views made of it before stay where they were. */
import { expect, test } from "vitest";
import { AutogradError, ones } from "../../src/index.js";

test("a computed tensor becomes a leaf without a gradient", () => {
	const x = ones([2], { requiresGrad: true });
	const y = x.mul(2);
	const view = y.at(0);
	expect(y.detach_()).toBe(y);
	expect([y.requiresGrad, y.isLeaf, view.requiresGrad]).toEqual([
		false,
		true,
		true,
	]);
	y.mul_(3);
	expect(y.requiresGrad_().mul(x).sum().requiresGrad).toBe(true);
	view.backward();
	expect(x.grad?.tolist()).toEqual([2, 0]);
	expect(y.grad).toBe(null);
});

test("a leaf needs no gradient any more", () => {
	const x = ones([2], { requiresGrad: true });
	expect(x.detach_().requiresGrad).toBe(false);
});

test("a view is refused, with what to write", () => {
	const view = ones([2], { requiresGrad: true }).mul(2).at(0);
	expect(() => view.detach_()).toThrow(AutogradError);
	expect(() => view.detach_()).toThrow(/x = x\.detach\(\)/);
	expect(() => ones([2, 2]).at(0).detach_()).toThrow(/shape \[2\] is a view/);
});
