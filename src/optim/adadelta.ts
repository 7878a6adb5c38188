import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import {
	checkAllNotNegative,
	checkAtMostOne,
	checkFlags,
} from "./param-groups.js";

export interface AdadeltaOptions {
	/** Factor of the step. Default 1. */
	readonly lr?: number;
	/** How much the averages keep of their past. Default 0.9. */
	readonly rho?: number;
	/** Added under the roots. Default 1e-6. */
	readonly eps?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type AdadeltaGroup = {
	-readonly [K in keyof AdadeltaOptions]-?: NonNullable<AdadeltaOptions[K]>;
};

interface AdadeltaState extends Record<string, Tensor | number | undefined> {
	step: number;
	squareAvg: Tensor;
	accDelta: Tensor;
}

/**
 * Adadelta (Zeiler 2012):
 *
 *   g = grad + weightDecay * p
 *   v = rho * v + (1 - rho) * g²
 *   d = √(u + eps) / √(v + eps) * g
 *   u = rho * u + (1 - rho) * d²
 *   p = p - lr * d
 *
 * @throws ValueError for a negative setting, or rho above 1
 * @example const optimizer = new optim.Adadelta(model.parameters());
 */
export class Adadelta extends Optimizer<AdadeltaGroup, AdadeltaState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		squareAvg: "like",
		accDelta: "like",
	} as const;

	constructor(
		params: ParamsInput<AdadeltaGroup>,
		options: AdadeltaOptions = {},
	) {
		const {
			lr = 1,
			rho = 0.9,
			eps = 1e-6,
			weightDecay = 0,
			maximize = false,
		} = readOptions("Adadelta", options, "{ lr: 0.01 }");
		super(params, { lr, rho, eps, weightDecay, maximize });
	}

	protected override checkSettings(settings: AdadeltaGroup): void {
		checkAllNotNegative(
			"Adadelta",
			settings,
			"lr",
			"rho",
			"eps",
			"weightDecay",
		);
		checkAtMostOne("Adadelta", "rho", settings.rho);
		checkFlags("Adadelta", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<AdadeltaGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = {
				step: 0,
				squareAvg: zerosLike(param),
				accDelta: zerosLike(param),
			};
			this.state.set(param, state);
		}
		state.step++;
		fusedStep(
			"Adadelta.step",
			"adadelta",
			param,
			grad,
			[state.squareAvg, state.accDelta],
			[group.lr, group.rho, group.eps, group.weightDecay, group.maximize],
		);
	}
}
