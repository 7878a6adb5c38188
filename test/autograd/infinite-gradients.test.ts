/** A slope of 0 stops an infinite gradient: the product would be NaN, PyTorch gives 0. */
import { expect, test } from "vitest";
import { type Tensor, tensor } from "../../src/index.js";

const zeros = [0, 0, 0];

test.each([
	["floor", (x: Tensor) => x.floor(), zeros],
	["ceil", (x: Tensor) => x.ceil(), zeros],
	["round", (x: Tensor) => x.round(), zeros],
	["trunc", (x: Tensor) => x.trunc(), zeros],
	["sign", (x: Tensor) => x.sign(), zeros],
	["div down", (x: Tensor) => x.div(2, { roundingMode: "floor" }), zeros],
	["div to 0", (x: Tensor) => x.div(2, { roundingMode: "trunc" }), zeros],
	["pow(0)", (x: Tensor) => x.pow(0), zeros],
	["relu", (x: Tensor) => x.relu(), [0, 0, Infinity]],
	["max", (x: Tensor) => x.max(), [0, 0, Infinity]],
	["min", (x: Tensor) => x.min(), [Infinity, 0, 0]],
	["median", (x: Tensor) => x.median(), [0, Infinity, 0]],
] as const)("%s", (_, fn, expected) => {
	for (const createGraph of [false, true]) {
		const x = tensor([-0.5, 0, 2], { dtype: "float64", requiresGrad: true });
		const y = fn(x);
		y.backward(y.detach().mul(0).add(Infinity), { createGraph });
		expect(x.grad?.tolist()).toEqual(expected);
	}
});
