/** Optimiser steps: one kernel over a parameter, its gradient and its state. The equations are in assembly/kernels. */

import type { KernelName, Kernels } from "../../../bindings/kernels.js";
import { run } from "../../../bindings/run.js";
import { addressOf, beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import { DTypeError, ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import { checkTensor, launch, metaOf, type OpSpec } from "../engine/define.js";
import { touch } from "../engine/inplace.js";
import {
	type KernelFamily,
	type KernelOf,
	kernelName,
} from "../engine/kernel-name.js";

interface StepArgs {
	readonly kernel: KernelFamily;
	readonly state: readonly (Tensor | null | undefined)[];
	readonly settings: readonly (number | boolean)[];
}

/** What the kernels of a family take after the parameter and the gradient. */
type Rest<F extends KernelFamily> = Kernels[KernelOf<F, "f32">] extends (
	...args: [number, number, ...infer Args, number, number]
) => void
	? Args
	: never;

type Numbers<T extends readonly unknown[]> = { [I in keyof T]: number };

/** As many tensors and settings as the kernel takes, or it does not compile. */
type Fits<
	F extends KernelFamily,
	S extends readonly unknown[],
	T extends readonly unknown[],
> = [...Numbers<S>, ...Numbers<T>]["length"] extends Rest<F>["length"]
	? unknown
	: never;

/**
 * One step on a parameter with a gradient, in place.
 *
 * @param op the name for errors
 * @param state contiguous tensors of the parameter's shape and dtype, which change too; null for those not in use
 * @param settings the kernel's numbers, in its order
 */
export function fusedStep<
	F extends KernelFamily,
	const S extends StepArgs["state"],
	const T extends StepArgs["settings"],
>(
	op: string,
	kernel: F,
	param: Tensor,
	grad: Tensor,
	state: S,
	settings: T & Fits<F, S, T>,
): void {
	checkTensor(op, grad);
	if (!sameShape(grad.layout.shape, param.layout.shape))
		throw new ShapeError(
			op,
			say`the parameter has shape ${show(param.layout.shape)} and its gradient ${show(grad.layout.shape)}; they must be equal`,
		);
	for (const tensor of state) checkState(op, param, tensor);
	if (param.numel() === 0) return;
	beginOp();
	addressOf(grad.storage);
	addressOf(param.storage);
	launch(spec, [grad], param, { kernel, state, settings });
	touch(op, param);
}

type Uncounted = (kernel: KernelName, n: number, ...args: number[]) => void;

/** Input: the gradient. Output: the parameter. */
const spec: OpSpec<StepArgs> = {
	name: "step",
	infer: ([grad]) => metaOf(grad as Tensor),
	forward: ([grad], param, { kernel, state, settings }) => {
		const dense = prepare(param, param.dtype);
		// fusedStep has counted them.
		(run as Uncounted)(
			kernelName(kernel, dtypes[param.dtype].suffix),
			param.numel(),
			pointer(dense),
			pointer(prepare(grad as Tensor, param.dtype)),
			...state.map((tensor) => (tensor ? pointer(tensor) : 0)),
			...settings.map(Number),
		);
		if (dense !== param) copyElements(dense, param);
	},
	saves: "none",
	backward: null,
};

/** The kernel walks all of them as lines of the parameter's length. */
function checkState(
	op: string,
	param: Tensor,
	state: Tensor | null | undefined,
): void {
	if (!state) return;
	const { dtype, layout } = checkTensor(op, state);
	if (dtype !== param.dtype)
		throw new DTypeError(
			op,
			say`the parameter is ${param.dtype} and the optimiser's state ${dtype}; make the optimiser after converting the model`,
		);
	if (layout.numel !== param.layout.numel || !layout.contiguous)
		throw new ShapeError(
			op,
			say`the parameter has shape ${show(param.shape)} and the optimiser's state ${show(layout.shape)}${layout.contiguous ? "" : ", not row-major"}; restore it with loadStateDict`,
		);
}
