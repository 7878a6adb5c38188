/** The types of `autograd.functional`: a tensor goes with a tensor, a list of inputs with lists. */

import type { Tensor } from "../tensor/tensor.js";

type OneOrList = Tensor | readonly Tensor[];
type Inputs = readonly Tensor[];

export interface FunctionalOptions {
	/** Keep the result in the graph of inputs that require gradients. Default false. */
	readonly createGraph?: boolean | undefined;
}
type CreateGraph = boolean | FunctionalOptions;

export interface JacobianAt {
	<R extends OneOrList>(
		func: (x: Tensor) => R,
		inputs: Tensor,
		createGraph?: CreateGraph,
	): R extends Tensor ? Tensor : Tensor[];
	<R extends OneOrList>(
		func: (...inputs: Tensor[]) => R,
		inputs: Inputs,
		createGraph?: CreateGraph,
	): R extends Tensor ? Tensor[] : Tensor[][];
	<R extends OneOrList>(
		func: (x: Tensor) => R,
		options: FunctionalOptions & { readonly inputs: Tensor },
	): R extends Tensor ? Tensor : Tensor[];
	<R extends OneOrList>(
		func: (...inputs: Tensor[]) => R,
		options: FunctionalOptions & { readonly inputs: Inputs },
	): R extends Tensor ? Tensor[] : Tensor[][];
}

export interface HessianAt {
	(
		func: (x: Tensor) => Tensor,
		inputs: Tensor,
		createGraph?: CreateGraph,
	): Tensor;
	(
		func: (...inputs: Tensor[]) => Tensor,
		inputs: Inputs,
		createGraph?: CreateGraph,
	): Tensor[][];
	(
		func: (x: Tensor) => Tensor,
		options: FunctionalOptions & { readonly inputs: Tensor },
	): Tensor;
	(
		func: (...inputs: Tensor[]) => Tensor,
		options: FunctionalOptions & { readonly inputs: Inputs },
	): Tensor[][];
}

/** The vector and the switch by name. */
type Named<V> = FunctionalOptions & { readonly v?: V | null | undefined };

export interface VjpAt {
	<R extends OneOrList>(
		func: (x: Tensor) => R,
		inputs: Tensor,
		v?: R | null | Named<R>,
		createGraph?: CreateGraph,
	): [output: R, product: Tensor];
	<R extends OneOrList>(
		func: (...inputs: Tensor[]) => R,
		inputs: Inputs,
		v?: R | null | Named<R>,
		createGraph?: CreateGraph,
	): [output: R, product: Tensor[]];
}

export interface JvpAt {
	<R extends OneOrList>(
		func: (x: Tensor) => R,
		inputs: Tensor,
		v?: Tensor | null | Named<Tensor>,
		createGraph?: CreateGraph,
	): [output: R, product: R];
	<R extends OneOrList>(
		func: (...inputs: Tensor[]) => R,
		inputs: Inputs,
		v?: Inputs | null | Named<Inputs>,
		createGraph?: CreateGraph,
	): [output: R, product: R];
}

export interface HessianProductAt {
	(
		func: (x: Tensor) => Tensor,
		inputs: Tensor,
		v?: Tensor | null | Named<Tensor>,
		createGraph?: CreateGraph,
	): [output: Tensor, product: Tensor];
	(
		func: (...inputs: Tensor[]) => Tensor,
		inputs: Inputs,
		v?: Inputs | null | Named<Inputs>,
		createGraph?: CreateGraph,
	): [output: Tensor, product: Tensor[]];
}
