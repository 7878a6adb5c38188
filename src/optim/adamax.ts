import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkBetas, checkFlags } from "./param-groups.js";

export interface AdamaxOptions {
	/** Learning rate. Default 0.002. */
	readonly lr?: number;
	/** How much the averages of the gradient and of its largest size keep of their past. Default [0.9, 0.999]. */
	readonly betas?: readonly [number, number];
	/** Added to the divisor. Default 1e-8. */
	readonly eps?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type AdamaxGroup = {
	-readonly [K in keyof AdamaxOptions]-?: NonNullable<AdamaxOptions[K]>;
};

interface AdamaxState extends Record<string, Tensor | number | undefined> {
	step: number;
	expAvg: Tensor;
	expInf: Tensor;
}

/**
 * Adamax, Adam with the largest gradient in place of the mean square (Kingma and Ba 2014, section 7.1), in step t:
 *
 *   g = grad + weightDecay * p
 *   m = beta1 * m + (1 - beta1) * g
 *   u = max(beta2 * u, |g| + eps)
 *   p = p - lr / (1 - beta1^t) * m / u
 *
 * @throws ValueError for a negative setting, or a beta outside [0, 1)
 * @example const optimizer = new optim.Adamax(model.parameters());
 */
export class Adamax extends Optimizer<AdamaxGroup, AdamaxState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		expAvg: "like",
		expInf: "like",
	} as const;

	constructor(params: ParamsInput<AdamaxGroup>, options: AdamaxOptions = {}) {
		const {
			lr = 2e-3,
			betas = [0.9, 0.999],
			eps = 1e-8,
			weightDecay = 0,
			maximize = false,
		} = readOptions("Adamax", options, "{ lr: 0.01 }");
		super(params, { lr, betas, eps, weightDecay, maximize });
	}

	protected override checkSettings(settings: AdamaxGroup): void {
		checkAllNotNegative("Adamax", settings, "lr", "eps", "weightDecay");
		checkBetas("Adamax", settings.betas);
		checkFlags("Adamax", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<AdamaxGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, expAvg: zerosLike(param), expInf: zerosLike(param) };
			this.state.set(param, state);
		}
		state.step++;
		const [beta1, beta2] = group.betas;
		fusedStep(
			"Adamax.step",
			"adamax",
			param,
			grad,
			[state.expAvg, state.expInf],
			[
				group.lr / (1 - beta1 ** state.step),
				beta1,
				beta2,
				group.eps,
				group.weightDecay,
				group.maximize,
			],
		);
	}
}
