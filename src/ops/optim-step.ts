/** Optimiser steps, each one kernel over a parameter, its gradient and its state. */
import type { KernelName } from "../../bindings/kernels.js";
import { run } from "../../bindings/run.js";
import { dtypes } from "../dtype.js";
import { DTypeError, ShapeError, show } from "../errors.js";
import { sameShape } from "../shape.js";
import { addressOf, beginOp } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { copyElements, pointer, prepare } from "./copy.js";
import { launch, type OpSpec } from "./define.js";
import { touch } from "./inplace.js";

export interface SGDSettings {
	readonly lr: number;
	readonly momentum: number;
	readonly dampening: number;
	readonly weightDecay: number;
	readonly nesterov: boolean;
	readonly maximize: boolean;
	/** The buffer has no past yet: the gradient becomes it. */
	readonly first: boolean;
}

export interface AdamSettings {
	readonly lr: number;
	readonly betas: readonly [number, number];
	readonly eps: number;
	readonly weightDecay: number;
	readonly maximize: boolean;
	/** Weight decay acts on the parameter, not through the gradient (AdamW). */
	readonly decoupled: boolean;
	/** Number of this step, from 1. */
	readonly step: number;
}

/** The equations are in assembly/kernels/optim.ts. */
const sgd: OpSpec<SGDSettings> = stepSpec(
	"sgd",
	([p, g, buffer], s, suffix, n) =>
		run(
			`sgd_${suffix}` as KernelName,
			n,
			p as number,
			g as number,
			buffer ?? 0,
			s.lr,
			s.momentum,
			s.dampening,
			s.weightDecay,
			Number(s.nesterov),
			Number(s.first),
			Number(s.maximize),
		),
);

const adam: OpSpec<AdamSettings> = stepSpec(
	"adam",
	([p, g, m, v, vmax], s, suffix, n) =>
		run(
			`adam_${suffix}` as KernelName,
			n,
			p as number,
			g as number,
			m as number,
			v as number,
			vmax ?? 0,
			s.lr,
			s.betas[0],
			s.betas[1],
			s.eps,
			s.weightDecay,
			Number(s.decoupled),
			Number(s.maximize),
			1 - s.betas[0] ** s.step,
			1 - s.betas[1] ** s.step,
		),
);

type Addresses = readonly (number | undefined)[];

/** Inputs: the gradient and the state, which is contiguous and of the parameter's dtype; `out`: the parameter. */
function stepSpec<Settings>(
	name: string,
	kernel: (
		addresses: Addresses,
		settings: Settings,
		suffix: string,
		n: number,
	) => void,
): OpSpec<Settings> {
	return {
		name,
		infer: ([grad]) => grad as Tensor,
		forward: ([grad, ...state], param, settings) => {
			const dense = prepare(param, param.dtype);
			const all = [dense, prepare(grad as Tensor, param.dtype), ...state];
			kernel(
				all.map(pointer),
				settings,
				dtypes[param.dtype].suffix,
				param.numel(),
			);
			if (dense !== param) copyElements(dense, param);
		},
		saves: "none",
		backward: null,
	};
}

/** One step of SGD on a parameter with a gradient; `buffer` is its momentum, or null without. */
export function sgdStep(
	param: Tensor,
	grad: Tensor,
	buffer: Tensor | null,
	settings: SGDSettings,
): void {
	update(
		"SGD.step",
		sgd,
		param,
		buffer === null ? [grad] : [grad, buffer],
		settings,
	);
}

/** One step of Adam or AdamW on a parameter with a gradient, its moments, and with amsgrad their largest. */
export function adamStep(
	op: string,
	param: Tensor,
	grad: Tensor,
	moments: readonly [mean: Tensor, square: Tensor, largest?: Tensor],
	settings: AdamSettings,
): void {
	update(op, adam, param, [grad, ...(moments as readonly Tensor[])], settings);
}

function update<Settings>(
	op: string,
	spec: OpSpec<Settings>,
	param: Tensor,
	inputs: readonly Tensor[],
	settings: Settings,
): void {
	for (const x of inputs)
		if (!sameShape(x.shape, param.shape))
			throw new ShapeError(
				op,
				`the parameter has shape ${show(param.shape)}, its gradient or state ${show(x.shape)}; they must be equal`,
			);
	for (let i = 1; i < inputs.length; i++) {
		const { dtype } = inputs[i] as Tensor;
		if (dtype !== param.dtype)
			throw new DTypeError(
				op,
				`the parameter is ${param.dtype} and the optimiser's state ${dtype}; make the optimiser after converting the model`,
			);
	}
	if (param.numel() === 0) return;
	beginOp();
	for (const x of inputs) addressOf(x.storage);
	addressOf(param.storage);
	launch(spec, inputs, param, settings);
	touch(op, param);
}
