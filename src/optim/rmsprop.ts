import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkFlags } from "./param-groups.js";

export interface RMSpropOptions {
	/** Learning rate. Default 0.01. */
	readonly lr?: number;
	/** How much the average square keeps of its past. Default 0.99. */
	readonly alpha?: number;
	/** Added to the divisor. Default 1e-8. */
	readonly eps?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** How much of the past steps each step keeps. Default 0. */
	readonly momentum?: number;
	/** Divide by the deviation from the average gradient. Default false. */
	readonly centered?: boolean;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type RMSpropGroup = {
	-readonly [K in keyof RMSpropOptions]-?: NonNullable<RMSpropOptions[K]>;
};

interface RMSpropState extends Record<string, Tensor | number | undefined> {
	step: number;
	squareAvg: Tensor;
	momentumBuffer?: Tensor;
	gradAvg?: Tensor;
}

/**
 * RMSprop (Tieleman and Hinton 2012):
 *
 *   g = grad + weightDecay * p
 *   v = alpha * v + (1 - alpha) * g²
 *   b = momentum * b + g / (√v + eps)          √(v - average(g)²) if centered
 *   p = p - lr * b
 *
 * @throws ValueError for a negative lr, alpha, eps, weightDecay or momentum
 * @example const optimizer = new optim.RMSprop(model.parameters(), { lr: 0.01 });
 */
export class RMSprop extends Optimizer<RMSpropGroup, RMSpropState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		squareAvg: "like",
		momentumBuffer: "like?",
		gradAvg: "like?",
	} as const;

	constructor(params: ParamsInput<RMSpropGroup>, options: RMSpropOptions = {}) {
		const {
			lr = 0.01,
			alpha = 0.99,
			eps = 1e-8,
			weightDecay = 0,
			momentum = 0,
			centered = false,
			maximize = false,
		} = readOptions("RMSprop", options, "{ lr: 0.01 }");
		super(params, {
			lr,
			alpha,
			eps,
			weightDecay,
			momentum,
			centered,
			maximize,
		});
	}

	protected override checkSettings(settings: RMSpropGroup): void {
		checkAllNotNegative(
			"RMSprop",
			settings,
			"lr",
			"alpha",
			"eps",
			"weightDecay",
			"momentum",
		);
		checkFlags("RMSprop", settings, "centered", "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<RMSpropGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, squareAvg: zerosLike(param) };
			this.state.set(param, state);
		}
		if (group.momentum > 0) state.momentumBuffer ??= zerosLike(param);
		if (group.centered) state.gradAvg ??= zerosLike(param);
		state.step++;
		fusedStep(
			"RMSprop.step",
			"rms",
			param,
			grad,
			[
				state.squareAvg,
				group.centered ? state.gradAvg : null,
				group.momentum > 0 ? state.momentumBuffer : null,
			],
			[
				group.lr,
				group.alpha,
				1 - group.alpha,
				group.eps,
				group.weightDecay,
				group.momentum,
				group.maximize,
			],
		);
	}
}
