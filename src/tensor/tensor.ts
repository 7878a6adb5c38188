import type { Operand } from "../value/promotion.js";
import type { Shape } from "../value/shape.js";
import type {
	knownShape,
	MatmulCheck,
	MatmulShape,
	Reshaped,
	SameShape,
	Transposed,
	Unknown,
} from "../value/typed-shape.js";
import { formatTensor } from "./print.js";
import { SynonymMethods } from "./synonyms.js";

/**
 * An array of numbers with any number of dimensions, on which operations run in WebAssembly and can be differentiated.
 * Made by `tensor`, `zeros`, `rand` and their like; every operation gives a new one. There is nothing to free.
 *
 * @typeParam S the shape where the compiler knows it, as in `Tensor<readonly [2, 3]>`; `Tensor` is any
 * @example
 * const x = tensor([[1, 2], [3, 4]], { dtype: "float32", requiresGrad: true });
 * x.mul(x).sum().backward();
 * x.grad; // [[2, 4], [6, 8]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface says more about the types of methods that exist
// biome-ignore lint/correctness/noUnusedVariables: as above
export class Tensor<out S extends Shape = Unknown> extends SynonymMethods {
	/** PyTorch's notation of the elements, as in `tensor([1., 2.])`. */
	override toString(): string {
		return formatTensor(this);
	}

	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return formatTensor(this);
	}
}

/** The methods through which the compiler follows a shape. All others give a `Tensor` of any shape. */
export interface Tensor<out S extends Shape = Unknown> {
	readonly [knownShape]: S;

	matmul<A extends Shape, B extends Shape>(
		this: Tensor<A>,
		other: Tensor<B> & MatmulCheck<A, B>,
	): Tensor<MatmulShape<A, B>>;
	mm<A extends Shape, B extends Shape>(
		this: Tensor<A>,
		other: Tensor<B> & MatmulCheck<A, B>,
	): Tensor<MatmulShape<A, B>>;
	reshape<const To extends Shape>(
		this: Tensor,
		shape: To,
	): Tensor<Reshaped<To>>;
	view<const To extends Shape>(this: Tensor, shape: To): Tensor<Reshaped<To>>;
	t<A extends Shape>(this: Tensor<A>): Tensor<Transposed<A>>;

	add<A extends Shape, O extends Operand>(
		this: Tensor<A>,
		other: O,
		options?: { readonly alpha?: number },
	): Tensor<SameShape<A, O>>;
	sub<A extends Shape, O extends Operand>(
		this: Tensor<A>,
		other: O,
		options?: { readonly alpha?: number },
	): Tensor<SameShape<A, O>>;
	mul<A extends Shape, O extends Operand>(
		this: Tensor<A>,
		other: O,
	): Tensor<SameShape<A, O>>;

	relu<A extends Shape>(this: Tensor<A>): Tensor<A>;
	sigmoid<A extends Shape>(this: Tensor<A>): Tensor<A>;
	tanh<A extends Shape>(this: Tensor<A>): Tensor<A>;
	exp<A extends Shape>(this: Tensor<A>): Tensor<A>;
	log<A extends Shape>(this: Tensor<A>): Tensor<A>;
	neg<A extends Shape>(this: Tensor<A>): Tensor<A>;
	clone<A extends Shape>(this: Tensor<A>): Tensor<A>;
	detach<A extends Shape>(this: Tensor<A>): Tensor<A>;
}
