import { TensorMethods } from "../../build/surface/methods.js";
import { show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { Shape } from "../value/shape.js";
import type { knownShape, Unknown } from "../value/typed-shape.js";
import { formatTensor } from "./print.js";

/**
 * An array of numbers with any number of dimensions, on which operations run in WebAssembly and can be differentiated.
 * Made by `tensor`, `zeros`, `rand` and their like; every operation gives a new one. There is nothing to free.
 *
 * @typeParam S the shape where the compiler knows it, as in `Tensor<readonly [2, 3]>`; `Tensor` is any
 * @example
 * const x = tensor([[1, 2], [3, 4]], { requiresGrad: true });
 * x.mul(x).sum().backward();
 * x.grad; // [[2, 4], [6, 8]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface carries what only the compiler knows
// biome-ignore lint/correctness/noUnusedVariables: as above
export class Tensor<out S extends Shape = Unknown> extends TensorMethods {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "Tensor";

	/** PyTorch's notation of the elements, as in `tensor([1., 2.])`. */
	override toString(): string {
		return formatTensor(this);
	}

	/**
	 * A tensor of one element is a number for JavaScript: `loss < best`, `total += loss`. Other tensors have no operators.
	 * @throws ValueError for more or fewer elements
	 */
	[Symbol.toPrimitive](hint: string): number | string {
		if (hint === "string") return this.toString();
		if (this.numel() === 1) return Number(this.item());
		throw new ValueError(
			"Tensor",
			say`JavaScript's operators take one number, and a tensor of shape ${show(this.shape)} has ${this.numel()}; call a.add(b), a.mul(b), a.lt(b), or tolist()`,
		);
	}

	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return formatTensor(this);
	}
}

/** The shape that the compiler knows. */
export interface Tensor<out S extends Shape = Unknown> {
	readonly [knownShape]: S;
}
