import { onesLike } from "../ops/create/filled.js";
import { checkTensor, isTensor, tidy } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { AutogradError, ShapeError, show } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import { Pass } from "./pass.js";

export interface BackwardOptions {
	/** Keep what the graph saved, so that it can be walked again. Default: the value of `createGraph`. */
	readonly retainGraph?: boolean | null | undefined;
	/** Record the backward pass itself, for gradients of gradients. Default false. */
	readonly createGraph?: boolean | undefined;
}

export interface GradOptions extends BackwardOptions {
	/** Give null for an input that the outputs do not depend on, instead of an error. Default false. */
	readonly allowUnused?: boolean | null | undefined;
}

/** Computes the gradients of `roots` for every leaf that they depend on and adds them to the leaves' `.grad`. */
export function backward(
	roots: Tensor | Iterable<Tensor>,
	gradients?: GradOutputs | null,
	options?: BackwardOptions,
): void {
	const { createGraph = false, retainGraph } = readOptions("backward", options);
	const list = toList(roots);
	const seeds = seedsOf("backward", list, gradients, createGraph);
	new Pass(list, seeds, createGraph, retainGraph ?? createGraph).run();
}

/** A gradient, or null where there is none. */
export type MaybeTensor = Tensor | null;

/** The gradients of outputs: one, or one for each output; null where it is implied. */
export type GradOutputs = Tensor | readonly (Tensor | null | undefined)[];

/** As `backward`, for the given inputs only, whose gradients are the result. */
export function grad(
	outputs: Tensor | Iterable<Tensor>,
	inputs: Tensor | Iterable<Tensor>,
	gradOutputs?: GradOutputs | null,
	options?: GradOptions,
): MaybeTensor[] {
	const settings = readOptions("grad", options);
	const { createGraph = false, retainGraph, allowUnused } = settings;
	const roots = toList(outputs);
	const seeds = seedsOf("grad", roots, gradOutputs, createGraph);
	const wanted = toList(inputs).map((input, i) => {
		if (!checkTensor("grad", input).requiresGrad)
			throw new AutogradError(
				"grad",
				say`input ${i} of shape ${show(input.shape)} does not require a gradient; call requiresGrad_() on it before computing the outputs`,
			);
		return input.gradEdge();
	});
	const pass = new Pass(roots, seeds, createGraph, retainGraph ?? createGraph);
	pass.capture(wanted);
	pass.run();
	return wanted.map((edge, i) => {
		const found = pass.captured(edge);
		if (found === undefined && !allowUnused)
			throw new AutogradError(
				"grad",
				say`the outputs do not depend on input ${i}; pass { allowUnused: true } to get null for it`,
			);
		return found ?? null;
	});
}

/** One tensor or several, of a list or of what `parameters()` gives. */
function toList<T>(value: Tensor | Iterable<T>): readonly T[] {
	const isList =
		!isTensor(value) &&
		typeof (value as Iterable<T> | null)?.[Symbol.iterator] === "function";
	return isList ? [...(value as Iterable<T>)] : [value as T];
}

/** What flows into each root. */
function seedsOf(
	op: string,
	roots: readonly Tensor[],
	gradients: GradOutputs | null | undefined,
	createGraph: boolean,
): Tensor[] {
	const given = toList(gradients ?? []);
	const isImplied = gradients === undefined || gradients === null;
	if (!isImplied && given.length !== roots.length)
		throw new AutogradError(
			op,
			say`${given.length} gradients for ${roots.length} tensors; give one for each, null where it is implied`,
		);
	return roots.map((root, i) => seed(op, root, given[i], createGraph));
}

function seed(
	op: string,
	root: Tensor,
	gradient: Tensor | null | undefined,
	createGraph: boolean,
): Tensor {
	if (!checkTensor(op, root).requiresGrad)
		throw new AutogradError(
			op,
			say`the tensor of shape ${show(root.shape)} does not depend on anything that requires a gradient; set requiresGrad on a leaf, and compute outside of noGrad`,
		);
	if (gradient === undefined || gradient === null) {
		if (root.numel() !== 1)
			throw new AutogradError(
				op,
				say`the tensor has ${root.numel()} elements (${show(root.shape)}), and only one with a single element has an implied gradient; reduce it with sum() or mean(), or pass its gradient`,
			);
		// What is recorded may reach the user as a view of the seed.
		return tidy(() => onesLike(root), !createGraph);
	}
	if (!sameShape(checkTensor(op, gradient).shape, root.shape))
		throw new ShapeError(
			op,
			say`a gradient of shape ${show(gradient.shape)} for an output of shape ${show(root.shape)}; they must be equal`,
		);
	return gradient.dtype === root.dtype ? gradient : gradient.to(root.dtype);
}
