/** A view on which requiresGrad_() was called is a leaf as any other. */
import { describe, expect, test } from "vitest";
import { AutogradError, noGrad, ones, type Tensor } from "../../src/index.js";

describe("a view that became a leaf", () => {
	test.each([
		["reshape", (x: Tensor) => x.reshape([4])],
		["at", (x: Tensor) => x.at("1:", 0)],
		["t", (x: Tensor) => x.t()],
		["inside noGrad", (x: Tensor) => noGrad(() => x.t())],
		["detach", (x: Tensor) => x.detach()],
	] as const)(
		"refuses changes in place, also through views of it: %s",
		(_, view) => {
			const leaf = view(ones([2, 2])).requiresGrad_();
			expect(() => leaf.mul_(3)).toThrow(AutogradError);
			expect(() => leaf.setAt([0], 3)).toThrow(AutogradError);
			expect(() => leaf.at(0).mul_(3)).toThrow(AutogradError);
			noGrad(() => leaf.mul_(3));
			leaf.mul(2).sum().backward();
			expect(leaf.sum().item()).toBe(3 * leaf.numel());
			expect(leaf.grad?.sum().item()).toBe(2 * leaf.numel());
		},
	);

	test("keeps its gradient when what it views is changed", () => {
		const x = ones([2, 2]);
		const leaf = x.reshape([4]).requiresGrad_();
		x.mul_(3);
		leaf.square().sum().backward();
		expect(leaf.grad?.tolist()).toEqual([6, 6, 6, 6]);
	});
});
