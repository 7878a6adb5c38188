import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkBetas, checkFlags } from "./param-groups.js";

export interface RAdamOptions {
	/** Learning rate. Default 1e-3. */
	readonly lr?: number;
	/** How much the averages of the gradient and of its square keep of their past. Default [0.9, 0.999]. */
	readonly betas?: readonly [number, number];
	/** Added to the divisor. Default 1e-8. */
	readonly eps?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type RAdamGroup = {
	-readonly [K in keyof RAdamOptions]-?: NonNullable<RAdamOptions[K]>;
};

interface RAdamState extends Record<string, Tensor | number | undefined> {
	step: number;
	expAvg: Tensor;
	expAvgSq: Tensor;
}

/**
 * RAdam, Adam without a step size for the first steps, whose variance is too uncertain (Liu et al. 2019), in step t:
 *
 *   g = grad + weightDecay * p
 *   m = beta1 * m + (1 - beta1) * g
 *   v = beta2 * v + (1 - beta2) * g²
 *   ρ∞ = 2 / (1 - beta2) - 1,  ρ = ρ∞ - 2 t beta2^t / (1 - beta2^t)
 *   r = √((ρ - 4) (ρ - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρ))
 *   p = p - lr * m / (1 - beta1^t) * r * √(1 - beta2^t) / (√v + eps)     if ρ > 5
 *   p = p - lr * m / (1 - beta1^t)                                       otherwise
 *
 * @throws ValueError for a negative setting, or a beta outside [0, 1)
 * @example const optimizer = new optim.RAdam(model.parameters());
 */
export class RAdam extends Optimizer<RAdamGroup, RAdamState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		expAvg: "like",
		expAvgSq: "like",
	} as const;

	constructor(params: ParamsInput<RAdamGroup>, options: RAdamOptions = {}) {
		const {
			lr = 1e-3,
			betas = [0.9, 0.999],
			eps = 1e-8,
			weightDecay = 0,
			maximize = false,
		} = readOptions("RAdam", options, "{ lr: 0.01 }");
		super(params, { lr, betas, eps, weightDecay, maximize });
	}

	protected override checkSettings(settings: RAdamGroup): void {
		checkAllNotNegative("RAdam", settings, "lr", "eps", "weightDecay");
		checkBetas("RAdam", settings.betas);
		checkFlags("RAdam", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<RAdamGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, expAvg: zerosLike(param), expAvgSq: zerosLike(param) };
			this.state.set(param, state);
		}
		state.step++;
		const [beta1, beta2] = group.betas;
		const rectified = rectification(beta2, state.step);
		fusedStep(
			"RAdam.step",
			"moments",
			param,
			grad,
			[state.expAvg, state.expAvgSq],
			[
				beta1,
				beta2,
				1,
				group.eps,
				group.weightDecay,
				0,
				(-group.lr * (rectified ?? 1)) / (1 - beta1 ** state.step),
				rectified === undefined,
				group.maximize,
			],
		);
	}
}

/** r √(1 - beta2^t), or undefined where the variance is too uncertain. */
function rectification(beta2: number, t: number): number | undefined {
	const bias = 1 - beta2 ** t;
	const most = 2 / (1 - beta2) - 1;
	const rho = most - (2 * t * beta2 ** t) / bias;
	if (rho <= 5) return undefined;
	const ratio =
		((rho - 4) * (rho - 2) * most) / ((most - 4) * (most - 2) * rho);
	return Math.sqrt(ratio * bias);
}
