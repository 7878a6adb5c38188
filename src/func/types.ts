/** The types of the transforms: what comes out has the structure of what goes in. */

import type { Module } from "../nn/module/module.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Argnums } from "./differentiate.js";
import type { NamedTensors } from "./functional-call.js";

/** Any function: what it takes and gives is found out when it runs. */
export type Func = (...args: never[]) => unknown;

export interface AuxOptions {
	/** The function gives a pair, the output and something else that is passed on. Default false. */
	readonly hasAux?: boolean | undefined;
}

type Aux = true | { readonly hasAux: true };
type NoAux = false | { readonly hasAux?: false | undefined };

/** Both by name. */
interface Named<N, X> {
	readonly argnums?: N | undefined;
	readonly hasAux?: X | undefined;
}
type WithAux<N> = Named<N, true> & { readonly hasAux: true };

/** The gradients of the arguments at `argnums`: each has its argument's structure. */
export type GradsOf<
	A extends readonly unknown[],
	N extends Argnums,
> = N extends readonly number[]
	? { -readonly [K in keyof N]: A[N[K] & keyof A] }
	: A[N & keyof A];

/** The structure of the function's result with a Jacobian, or one for each of several arguments, for each tensor. */
export type JacobianOf<R, G> = R extends Tensor
	? G
	: { -readonly [K in keyof R]: JacobianOf<R[K], G> };

export interface GradFunction {
	<A extends readonly unknown[], const N extends Argnums = 0>(
		fn: (...args: A) => Tensor,
		argnums?: N,
		hasAux?: NoAux,
	): (...args: A) => GradsOf<A, N>;
	<A extends readonly unknown[], const N extends Argnums = 0>(
		fn: (...args: A) => Tensor,
		options: Named<N, false>,
	): (...args: A) => GradsOf<A, N>;
	<A extends readonly unknown[], X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [Tensor, X],
		argnums: N | undefined,
		hasAux: Aux,
	): (...args: A) => [GradsOf<A, N>, X];
	<A extends readonly unknown[], X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [Tensor, X],
		options: WithAux<N>,
	): (...args: A) => [GradsOf<A, N>, X];
}

export interface GradAndValueFunction {
	<A extends readonly unknown[], const N extends Argnums = 0>(
		fn: (...args: A) => Tensor,
		argnums?: N,
		hasAux?: NoAux,
	): (...args: A) => [GradsOf<A, N>, Tensor];
	<A extends readonly unknown[], const N extends Argnums = 0>(
		fn: (...args: A) => Tensor,
		options: Named<N, false>,
	): (...args: A) => [GradsOf<A, N>, Tensor];
	<A extends readonly unknown[], X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [Tensor, X],
		argnums: N | undefined,
		hasAux: Aux,
	): (...args: A) => [GradsOf<A, N>, [Tensor, X]];
	<A extends readonly unknown[], X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [Tensor, X],
		options: WithAux<N>,
	): (...args: A) => [GradsOf<A, N>, [Tensor, X]];
}

export interface JacobianFunction {
	<A extends readonly unknown[], R, const N extends Argnums = 0>(
		fn: (...args: A) => R,
		argnums?: N,
		hasAux?: NoAux,
	): (...args: A) => JacobianOf<R, GradsOf<A, N>>;
	<A extends readonly unknown[], R, const N extends Argnums = 0>(
		fn: (...args: A) => R,
		options: Named<N, false>,
	): (...args: A) => JacobianOf<R, GradsOf<A, N>>;
	<A extends readonly unknown[], R, X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [R, X],
		argnums: N | undefined,
		hasAux: Aux,
	): (...args: A) => [JacobianOf<R, GradsOf<A, N>>, X];
	<A extends readonly unknown[], R, X, const N extends Argnums = 0>(
		fn: (...args: A) => readonly [R, X],
		options: WithAux<N>,
	): (...args: A) => [JacobianOf<R, GradsOf<A, N>>, X];
}

export type HessianFunction = <
	A extends readonly unknown[],
	R,
	const N extends Argnums = 0,
>(
	fn: (...args: A) => R,
	argnums?: N | { readonly argnums?: N | undefined },
) => (...args: A) => JacobianOf<JacobianOf<R, GradsOf<A, N>>, GradsOf<A, N>>;

export interface VjpFunction {
	<P extends readonly unknown[], R, X>(
		fn: (...primals: P) => readonly [R, X],
		...primals: [...P, { readonly hasAux: true }]
	): [output: R, vjpFn: (cotangents: R) => P, aux: X];
	<P extends readonly unknown[], R>(
		fn: (...primals: P) => R,
		...primals: P
	): [output: R, vjpFn: (cotangents: R) => P];
}

export interface JvpFunction {
	<P extends readonly unknown[], R, X>(
		fn: (...primals: P) => readonly [R, X],
		primals: P,
		tangents: P,
		options: { readonly hasAux: true },
	): [output: R, product: R, aux: X];
	<P extends readonly unknown[], R>(
		fn: (...primals: P) => R,
		primals: P,
		tangents: P,
		options?: { readonly hasAux?: false | undefined },
	): [output: R, product: R];
	<P extends readonly unknown[], R>(
		fn: (...primals: P) => R,
		options: { readonly primals: P; readonly tangents: P },
	): [output: R, product: R];
}

/** The dimension to map over: one for all tensors, none, or a structure of them as that of the tensors. */
export type Dims =
	| number
	| null
	| readonly Dims[]
	| { readonly [key: string]: Dims };

export type Randomness = "error" | "different" | "same";

export interface VmapOptions {
	/**
	 * What random operations in the function do. `"error"` refuses them, `"different"` draws new numbers for each
	 * element of the batch, `"same"` the same ones. Default `"error"`. Only the default generator is watched.
	 */
	readonly randomness?: Randomness | undefined;
}

export interface VmapFunction {
	<A extends readonly unknown[], R>(
		fn: (...args: A) => R,
		inDims?: Dims,
		outDims?: Dims,
		options?: Randomness | VmapOptions,
	): (...args: A) => R;
	<A extends readonly unknown[], R>(
		fn: (...args: A) => R,
		options: VmapOptions & {
			readonly inDims?: Dims | undefined;
			readonly outDims?: Dims | undefined;
		},
	): (...args: A) => R;
	<A extends readonly unknown[], R>(
		fn: (...args: A) => R,
		inDims: Dims,
		options: VmapOptions & { readonly outDims?: Dims | undefined },
	): (...args: A) => R;
}

/** Any module: of its `forward` only the result is known, and what it takes. */
type Callable = { forward(...args: never[]): unknown };

interface StrictOptions {
	/** Every parameter and buffer must be given. Default false. */
	readonly strict?: boolean | undefined;
}

export interface FunctionalCallFunction {
	<M extends Module & Callable>(
		module: M,
		parameterAndBufferDicts: NamedTensors | readonly NamedTensors[],
		args?: Parameters<M["forward"]> | Tensor,
		options?: StrictOptions,
	): ReturnType<M["forward"]>;
	<M extends Module & Callable>(
		module: M,
		parameterAndBufferDicts: NamedTensors | readonly NamedTensors[],
		options: StrictOptions & {
			readonly args: Parameters<M["forward"]> | Tensor;
		},
	): ReturnType<M["forward"]>;
}

export type StackFunction = (
	models: readonly Module[] | { readonly models: readonly Module[] },
) => [parameters: Record<string, Tensor>, buffers: Record<string, Tensor>];
