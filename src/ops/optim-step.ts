/** Optimiser steps, each one kernel over a parameter, its gradient and its state. The equations are in assembly/kernels/optim.ts. */
import { run } from "../../bindings/run.js";
import { dtypes } from "../dtype.js";
import { DTypeError, ShapeError, show } from "../errors.js";
import { sameShape } from "../shape.js";
import { addressOf, beginOp } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { copyElements, pointer, prepare } from "./copy.js";
import { launch, type OpSpec } from "./define.js";
import { touch } from "./inplace.js";
import { kernelName } from "./kernel-name.js";

export interface SGDSettings {
	readonly lr: number;
	readonly momentum: number;
	readonly dampening: number;
	readonly weightDecay: number;
	readonly nesterov: boolean;
	readonly maximize: boolean;
}

/** Contiguous tensors of the parameter's shape and dtype. */
export interface Momentum {
	/** Null without momentum. */
	readonly buffer: Tensor | null;
	/** The buffer has no past yet: the gradient becomes it. */
	readonly first: boolean;
}

export interface AdamSettings {
	readonly lr: number;
	readonly betas: readonly [number, number];
	readonly eps: number;
	readonly weightDecay: number;
	readonly amsgrad: boolean;
	readonly maximize: boolean;
}

/** Contiguous tensors of the parameter's shape and dtype. */
export interface AdamMoments {
	/** Number of this step, from 1. */
	readonly step: number;
	readonly expAvg: Tensor;
	readonly expAvgSq: Tensor;
	/** Used with amsgrad. */
	readonly maxExpAvgSq?: Tensor;
}

/** One step of SGD on a parameter with a gradient. */
export function sgdStep(
	param: Tensor,
	grad: Tensor,
	momentum: Momentum,
	settings: SGDSettings,
): void {
	const { buffer } = momentum;
	if (buffer !== null) checkState("SGD.step", param, buffer);
	update("SGD.step", sgd, param, grad, { ...momentum, settings });
}

/** One step of Adam, or of AdamW if the weight decay is `decoupled`, on a parameter with a gradient. */
export function adamStep(
	op: string,
	param: Tensor,
	grad: Tensor,
	moments: AdamMoments,
	settings: AdamSettings,
	decoupled: boolean,
): void {
	checkState(op, param, moments.expAvg);
	update(op, adam, param, grad, { moments, settings, decoupled });
}

interface SGDArgs extends Momentum {
	readonly settings: SGDSettings;
}

/** Input: the gradient. Output: the parameter. */
const sgd: OpSpec<SGDArgs> = {
	name: "sgd",
	infer: ([grad]) => grad as Tensor,
	forward: ([grad], param, { buffer, first, settings: s }) => {
		const dense = prepare(param, param.dtype);
		run(
			kernelName("sgd", dtypes[param.dtype].suffix),
			param.numel(),
			pointer(dense),
			pointer(prepare(grad as Tensor, param.dtype)),
			buffer === null ? 0 : pointer(buffer),
			s.lr,
			s.momentum,
			s.dampening,
			s.weightDecay,
			Number(s.nesterov),
			Number(first),
			Number(s.maximize),
		);
		if (dense !== param) copyElements(dense, param);
	},
	saves: "none",
	backward: null,
};

interface AdamArgs {
	readonly moments: AdamMoments;
	readonly settings: AdamSettings;
	readonly decoupled: boolean;
}

/** Input: the gradient. Output: the parameter. */
const adam: OpSpec<AdamArgs> = {
	name: "adam",
	infer: ([grad]) => grad as Tensor,
	forward: ([grad], param, { moments, settings: s, decoupled }) => {
		const dense = prepare(param, param.dtype);
		const { step, maxExpAvgSq } = moments;
		const [beta1, beta2] = s.betas;
		run(
			kernelName("adam", dtypes[param.dtype].suffix),
			param.numel(),
			pointer(dense),
			pointer(prepare(grad as Tensor, param.dtype)),
			pointer(moments.expAvg),
			pointer(moments.expAvgSq),
			s.amsgrad && maxExpAvgSq !== undefined ? pointer(maxExpAvgSq) : 0,
			s.lr,
			beta1,
			beta2,
			s.eps,
			s.weightDecay,
			Number(decoupled),
			Number(s.maximize),
			1 - beta1 ** step,
			1 - beta2 ** step,
		);
		if (dense !== param) copyElements(dense, param);
	},
	saves: "none",
	backward: null,
};

function checkState(op: string, param: Tensor, state: Tensor): void {
	if (state.dtype !== param.dtype)
		throw new DTypeError(
			op,
			`the parameter is ${param.dtype} and the optimiser's state ${state.dtype}; make the optimiser after converting the model`,
		);
}

function update<Args>(
	op: string,
	spec: OpSpec<Args>,
	param: Tensor,
	grad: Tensor,
	args: Args,
): void {
	if (!sameShape(grad.shape, param.shape))
		throw new ShapeError(
			op,
			`the parameter has shape ${show(param.shape)} and its gradient ${show(grad.shape)}; they must be equal`,
		);
	if (param.numel() === 0) return;
	beginOp();
	addressOf(grad.storage);
	addressOf(param.storage);
	launch(spec, [grad], param, args);
	touch(op, param);
}
