import { describe, expect, it } from "vitest";
import {
	arange,
	broadcastTo,
	distributions,
	empty,
	full,
	nn,
	ones,
	rand,
	randint,
	type Tensor,
	zeros,
} from "../../src/index.js";

/** Calls that take a list of sizes, which stays the caller's. */
const calls: Record<string, (sizes: number[]) => Tensor> = {
	zeros: (s) => zeros(s),
	full: (s) => full(s, 2),
	empty: (s) => empty(s),
	rand: (s) => rand(s),
	randint: (s) => randint(4, s),
	newZeros: (s) => ones([1]).newZeros(s),
	reshape: (s) => arange(6).reshape(s),
	"reshape of a transposed tensor": (s) =>
		arange(6).reshape([3, 2]).t().reshape(s),
	view: (s) => arange(6).view(s),
	expand: (s) => ones([1, 3]).expand(s),
	broadcastTo: (s) => broadcastTo(ones([3]), s),
	unflatten: (s) => arange(6).unflatten(0, s),
	Unflatten: (s) => new nn.Unflatten(1, s)(ones([1, 6])).at(0),
	"Normal.sample": (s) => new distributions.Normal(0, 1).sample(s),
};

describe("a tensor's shape is its own", () => {
	for (const [name, call] of Object.entries(calls))
		it(`${name} does not keep the list that it is given, and leaves it as it is`, () => {
			const sizes = [2, 3];
			const x = call(sizes);
			void x.shape;
			sizes[0] = 4000;
			sizes.push(7);
			expect(x.shape).toEqual([2, 3]);
			expect(x.tolist()).toHaveLength(2);
		});

	it("cannot be changed through shape, size() or stride()", () => {
		const x = arange(6).reshape([2, 3]);
		for (const list of [x.shape, x.size(), x.stride(), x.t().shape]) {
			expect(Object.isFrozen(list)).toBe(true);
			expect(() => (list as number[]).reverse()).toThrow(TypeError);
			expect(() => Object.assign(list, { 0: 40 })).toThrow(TypeError);
		}
		expect(x.shape).toEqual([2, 3]);
		expect(x.shape).toBe(x.shape);
	});

	it("keeps writes within the tensor after an attempt to enlarge it", () => {
		const x = zeros([2]);
		const neighbours = Array.from({ length: 50 }, () => zeros([2]));
		expect(() => Object.assign(x.shape, { 0: 40 })).toThrow(TypeError);
		expect(() => x.at(20).fill_(7)).toThrow(/index 20/);
		for (const n of neighbours) expect(n.tolist()).toEqual([0, 0]);
	});
});
