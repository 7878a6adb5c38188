import { fusedStep } from "../ops/nn/optim-step.js";
import { fullLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkFlags } from "./param-groups.js";

export interface AdagradOptions {
	/** Learning rate. Default 0.01. */
	readonly lr?: number;
	/** How fast the learning rate falls with the steps. Default 0. */
	readonly lrDecay?: number;
	/** What the sum of squares starts with. Default 0. */
	readonly initialAccumulatorValue?: number;
	/** Added to the divisor. Default 1e-10. */
	readonly eps?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type AdagradGroup = {
	-readonly [K in keyof AdagradOptions]-?: NonNullable<AdagradOptions[K]>;
};

interface AdagradState extends Record<string, Tensor | number | undefined> {
	step: number;
	sum: Tensor;
}

/**
 * Adagrad (Duchi, Hazan and Singer 2011), in step t:
 *
 *   g = grad + weightDecay * p
 *   s = s + g²
 *   p = p - lr / (1 + (t - 1) * lrDecay) * g / (√s + eps)
 *
 * @throws ValueError for a negative setting
 * @example const optimizer = new optim.Adagrad(model.parameters(), { lr: 0.05 });
 */
export class Adagrad extends Optimizer<AdagradGroup, AdagradState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		sum: "like",
	} as const;

	constructor(params: ParamsInput<AdagradGroup>, options: AdagradOptions = {}) {
		const {
			lr = 0.01,
			lrDecay = 0,
			initialAccumulatorValue = 0,
			eps = 1e-10,
			weightDecay = 0,
			maximize = false,
		} = readOptions("Adagrad", options, "{ lr: 0.01 }");
		super(params, {
			lr,
			lrDecay,
			initialAccumulatorValue,
			eps,
			weightDecay,
			maximize,
		});
	}

	protected override checkSettings(settings: AdagradGroup): void {
		checkAllNotNegative(
			"Adagrad",
			settings,
			"lr",
			"lrDecay",
			"initialAccumulatorValue",
			"eps",
			"weightDecay",
		);
		checkFlags("Adagrad", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<AdagradGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, sum: fullLike(param, group.initialAccumulatorValue) };
			this.state.set(param, state);
		}
		state.step++;
		const rate = group.lr / (1 + (state.step - 1) * group.lrDecay);
		fusedStep(
			"Adagrad.step",
			"rms",
			param,
			grad,
			[state.sum, null, null],
			[rate, 1, 1, group.eps, group.weightDecay, 0, group.maximize],
		);
	}
}
