/**
 * Shapes that the compiler knows. `zeros([2, 3])` is a `Tensor<readonly [2, 3]>`; a product, a concatenation or stacked
 * layers that cannot work are compile errors that name both sizes. `Tensor` alone stands for any shape: what the compiler
 * does not know becomes that, and is checked when it runs, as everything is.
 */

import type { Tensor } from "../tensor/tensor.js";
import type { Shape } from "./shape.js";

/** Nothing is known: goes with every shape, or with every size. */
// biome-ignore lint/suspicious/noExplicitAny: no other type may be given for every shape and takes every shape
export type Unknown = any;

/** The name of a property that only the compiler sees: the shape that it knows. */
export declare const knownShape: unique symbol;
/** The name of another: the output of a layer has the shape of its input. */
export declare const keepsShape: unique symbol;

/** The shape of a new tensor: its literal sizes are known, others and lists of unknown length are not. */
export type ShapeOf<S extends Shape> = number extends S["length"]
	? Unknown
	: { readonly [D in keyof S]: number extends S[D] ? Unknown : S[D] };

/** The same for `reshape`, where -1 stands for the size that is left. */
export type Reshaped<S extends Shape> = number extends S["length"]
	? Unknown
	: {
			readonly [D in keyof S]: number extends S[D]
				? Unknown
				: S[D] extends -1
					? Unknown
					: S[D];
		};

/** Shapes that end with a size. */
export type Ending<Size extends number> = readonly [...Unknown[], Size];

type IsUnknown<T> = 0 extends 1 & T ? true : false;
type Last<S> = S extends readonly [...Unknown[], infer Size] ? Size : Unknown;
type LastButOne<S> = S extends readonly [...Unknown[], infer Size, Unknown]
	? Size
	: Last<S>;

/** Whether both sizes are known and differ. */
type Differ<A, B> = true extends IsUnknown<A> | IsUnknown<B>
	? false
	: number extends A | B
		? false
		: A extends B
			? false
			: true;

type Sizes<S> = S extends readonly [...infer Front, infer Size]
	? Front extends readonly []
		? Written<Size>
		: `${Sizes<Front>}, ${Written<Size>}`
	: "...";
type Written<Size> =
	IsUnknown<Size> extends true ? "?" : Size extends number ? `${Size}` : "?";

/** What the second factor has to be besides a tensor: anything, or never the text that says why it cannot be one. */
export type MatmulCheck<A, B> = true extends IsUnknown<A> | IsUnknown<B>
	? unknown
	: Differ<Last<A>, LastButOne<B>> extends true
		? `matmul: [${Sizes<A>}] × [${Sizes<B>}]: inner sizes ${Written<Last<A>>} and ${Written<LastButOne<B>>} differ; they must be equal`
		: unknown;

/** [..., n, k] × [k, m] is [..., n, m]; of other ranks nothing is said. */
export type MatmulShape<A, B> = true extends IsUnknown<A> | IsUnknown<B>
	? Unknown
	: B extends readonly [Unknown, infer M]
		? A extends readonly [...infer Front, infer N, Unknown]
			? readonly [...Front, N, M]
			: Unknown
		: Unknown;

/** The input that a layer over the last dimension takes. */
export type FeaturesCheck<In extends number, S> =
	Differ<Last<S>, In> extends true
		? `Linear: the last dimension of [${Sizes<S>}] is ${Written<Last<S>>}; it must be ${In}`
		: unknown;

/** The shape with another last size. */
export type WithLast<S, Size extends number> = number extends Size
	? Unknown
	: S extends readonly [...infer Front, Unknown]
		? IsUnknown<S> extends true
			? Ending<Size>
			: readonly [...Front, Size]
		: Ending<Size>;

/** The shape of an elementwise operation of two operands: that of both, if they have the same. */
export type SameShape<S, Other> = Other extends number | boolean
	? S
	: Other extends Tensor<infer T>
		? true extends IsUnknown<S> | IsUnknown<T>
			? Unknown
			: [S, T] extends [T, S]
				? S
				: Unknown
		: Unknown;

export type Transposed<S> =
	IsUnknown<S> extends true
		? Unknown
		: S extends readonly [infer N, infer M]
			? readonly [M, N]
			: Unknown;

interface HasFeatures<In extends number, Out extends number> {
	readonly inFeatures: In;
	readonly outFeatures: Out;
}

/** Layers that fit each other; one that does not fit what the ones before give is never the text that says why. */
export type Stacked<Layers, Size = Unknown> = Layers extends readonly [
	infer First,
	...infer Rest,
]
	? [First & StackCheck<First, Size>, ...Stacked<Rest, SizeAfter<First, Size>>]
	: Layers;

type StackCheck<Layer, Size> =
	Layer extends HasFeatures<infer In, number>
		? Differ<Size, In> extends true
			? `Sequential: a layer gives ${Written<Size>} features and the next one takes ${Written<In>}; they must be equal`
			: unknown
		: unknown;

type SizeAfter<Layer, Size> =
	Layer extends HasFeatures<number, infer Out>
		? Out
		: Layer extends { readonly [keepsShape]: true }
			? Size
			: Unknown;

/** A list of tensors that can be joined along `Dim`, or never the text that says which two cannot. */
export type CatCheck<Tensors, Dim extends number> = Tensors extends readonly [
	Tensor<infer A>,
	Tensor<infer B>,
	...infer Rest,
]
	? DifferBut<A, B, Dim> extends true
		? `cat: [${Sizes<A>}] and [${Sizes<B>}] differ outside of dimension ${Dim}; all other sizes must be equal`
		: CatCheck<readonly [Tensor<B>, ...Rest], Dim>
	: unknown;

/** Whether sizes differ in a dimension other than `Dim`; nothing is said of negative ones. */
type DifferBut<A, B, Dim extends number> = true extends
	| IsUnknown<A>
	| IsUnknown<B>
	? false
	: number extends Dim
		? false
		: `${Dim}` extends `-${string}`
			? false
			: true extends {
						[D in keyof A]: D extends `${Dim}` | keyof []
							? false
							: Differ<A[D], D extends keyof B ? B[D] : Unknown>;
					}[keyof A]
				? true
				: false;
