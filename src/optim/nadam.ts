import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkBetas, checkFlags } from "./param-groups.js";

export interface NAdamOptions {
	/** Learning rate. Default 0.002. */
	readonly lr?: number;
	/** How much the averages of the gradient and of its square keep of their past. Default [0.9, 0.999]. */
	readonly betas?: readonly [number, number];
	/** Added to the divisor. Default 1e-8. */
	readonly eps?: number;
	/** How fast the momentum grows towards beta1. Default 0.004. */
	readonly momentumDecay?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type NAdamGroup = {
	-readonly [K in keyof NAdamOptions]-?: NonNullable<NAdamOptions[K]>;
};

interface NAdamState extends Record<string, Tensor | number | undefined> {
	step: number;
	muProduct: number;
	expAvg: Tensor;
	expAvgSq: Tensor;
}

/**
 * NAdam, Adam with Nesterov's momentum (Dozat 2016), in step t:
 *
 *   g = grad + weightDecay * p
 *   μ(t) = beta1 * (1 - 0.96^(t * momentumDecay) / 2),  M(t) = μ(1) * ... * μ(t)
 *   m = beta1 * m + (1 - beta1) * g
 *   v = beta2 * v + (1 - beta2) * g²
 *   p = p - lr * ((1 - μ(t)) * g / (1 - M(t)) + μ(t + 1) * m / (1 - M(t) μ(t) μ(t + 1))) / (√(v / (1 - beta2^t)) + eps)
 *
 * M(t) μ(t) μ(t + 1) is what PyTorch 1.13 computes; PyTorch 2 and the paper have M(t) μ(t + 1).
 *
 * @throws ValueError for a negative setting, or a beta outside [0, 1)
 * @example const optimizer = new optim.NAdam(model.parameters());
 */
export class NAdam extends Optimizer<NAdamGroup, NAdamState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		muProduct: "number",
		expAvg: "like",
		expAvgSq: "like",
	} as const;

	constructor(params: ParamsInput<NAdamGroup>, options: NAdamOptions = {}) {
		const {
			lr = 2e-3,
			betas = [0.9, 0.999],
			eps = 1e-8,
			momentumDecay = 4e-3,
			weightDecay = 0,
			maximize = false,
		} = readOptions("NAdam", options, "{ lr: 0.01 }");
		super(params, { lr, betas, eps, momentumDecay, weightDecay, maximize });
	}

	protected override checkSettings(settings: NAdamGroup): void {
		checkAllNotNegative(
			"NAdam",
			settings,
			"lr",
			"eps",
			"weightDecay",
			"momentumDecay",
		);
		checkBetas("NAdam", settings.betas);
		checkFlags("NAdam", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<NAdamGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = {
				step: 0,
				muProduct: 1,
				expAvg: zerosLike(param),
				expAvgSq: zerosLike(param),
			};
			this.state.set(param, state);
		}
		state.step++;
		const { lr, momentumDecay } = group;
		const [beta1, beta2] = group.betas;
		const momentum = (t: number) =>
			beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
		const [mu, next] = [momentum(state.step), momentum(state.step + 1)];
		state.muProduct *= mu;
		fusedStep(
			"NAdam.step",
			"moments",
			param,
			grad,
			[state.expAvg, state.expAvgSq],
			[
				beta1,
				beta2,
				1 - beta2 ** state.step,
				group.eps,
				group.weightDecay,
				(-lr * (1 - mu)) / (1 - state.muProduct),
				(-lr * next) / (1 - state.muProduct * mu * next),
				false,
				group.maximize,
			],
		);
	}
}
