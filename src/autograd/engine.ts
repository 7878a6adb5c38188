import { onesLike } from "../ops/create/filled.js";
import { checkTensor, tidy } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { AutogradError, ShapeError, show } from "../value/errors.js";
import { isPlainObject, readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import { Pass } from "./pass.js";

export interface BackwardOptions {
	/** Keep what the graph saved, so that it can be walked again. Default: the value of `createGraph`. */
	readonly retainGraph?: boolean;
	/** Record the backward pass itself, for gradients of gradients. Default false. */
	readonly createGraph?: boolean;
}

export interface GradOptions extends BackwardOptions {
	/** Give null for an input that the outputs do not depend on, instead of an error. Default false. */
	readonly allowUnused?: boolean;
}

/** Computes the gradients of `roots` for every leaf that they depend on and adds them to the leaves' `.grad`. */
export function backward(
	roots: Tensor | readonly Tensor[],
	gradients?: GradOutputs | BackwardOptions,
	options?: BackwardOptions,
): void {
	const [given, settings] = lastAreOptions("backward", gradients, options);
	const { createGraph = false, retainGraph = createGraph } = settings;
	const list = toList(roots);
	const seeds = list.map((root, i) =>
		seed("backward", root, given[i], createGraph),
	);
	new Pass(list, seeds, createGraph, retainGraph).run();
}

/** The gradients of outputs: one, or one for each output; null where it is implied. */
type GradOutputs = Tensor | null | readonly (Tensor | null | undefined)[];

/** The gradients as a list, and the options, which may stand in the place of the gradients. */
function lastAreOptions<Options extends BackwardOptions>(
	op: string,
	gradients: GradOutputs | Options | undefined,
	options: Options | undefined,
): [readonly (Tensor | null | undefined)[], Partial<Options>] {
	if (options === undefined && isPlainObject(gradients))
		return [[], readOptions(op, gradients as Options)];
	const given = (gradients ?? []) as Tensor | readonly Tensor[];
	return [toList(given), readOptions(op, options)];
}

/**
 * The gradients of `outputs` with respect to `inputs`, as `torch.autograd.grad`: no `.grad` is touched. Only what leads
 * from the outputs to the inputs is run and freed; hooks of the inputs change what passes through them, not what is given.
 *
 * @param gradOutputs the gradients of the outputs; may be left out for outputs of one element, also before the options
 * @throws AutogradError if an input is not part of the graph, unless `allowUnused`
 * @example
 * const x = tensor(3, { dtype: "float32", requiresGrad: true });
 * const [dx] = autograd.grad(x.pow(2), [x]);
 * dx.item(); // 6
 */
export function grad(
	outputs: Tensor | readonly Tensor[],
	inputs: Tensor | readonly Tensor[],
	gradOutputs?: GradOutputs | GradOptions,
	options?: GradOptions,
): (Tensor | null)[] {
	const [given, settings] = lastAreOptions("grad", gradOutputs, options);
	const { createGraph = false, retainGraph = createGraph } = settings;
	const { allowUnused = false } = settings;
	const roots = toList(outputs);
	const seeds = roots.map((root, i) =>
		seed("grad", root, given[i], createGraph),
	);
	const wanted = toList(inputs).map((input, i) => {
		if (!checkTensor("grad", input).requiresGrad)
			throw new AutogradError(
				"grad",
				say`input ${i} of shape ${show(input.shape)} does not require a gradient; call requiresGrad_() on it before computing the outputs`,
			);
		return input.gradEdge();
	});
	const pass = new Pass(roots, seeds, createGraph, retainGraph);
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

function toList<T extends Tensor>(value: T | readonly T[]): readonly T[] {
	return Array.isArray(value) ? value : [value as T];
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
