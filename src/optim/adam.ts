import { fusedStep } from "../ops/nn/optim-step.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkBetas, checkFlags } from "./param-groups.js";

export interface AdamOptions {
	/** Learning rate. Default 1e-3. */
	readonly lr?: number;
	/** How much the averages of the gradient and of its square keep of their past. Default [0.9, 0.999]. */
	readonly betas?: readonly [number, number];
	/** Added to the divisor. Default 1e-8. */
	readonly eps?: number;
	/** Weight decay: through the gradient in Adam (default 0), directly in AdamW (default 0.01). */
	readonly weightDecay?: number;
	/** Divide by the largest average square so far. Default false. */
	readonly amsgrad?: boolean;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type AdamGroup = {
	-readonly [K in keyof AdamOptions]-?: NonNullable<AdamOptions[K]>;
};

interface AdamState extends Record<string, Tensor | number | undefined> {
	step: number;
	expAvg: Tensor;
	expAvgSq: Tensor;
	maxExpAvgSq?: Tensor;
}

/** What Adam and AdamW share. */
abstract class AdamBase extends Optimizer<AdamGroup, AdamState> {
	/** Weight decay acts on the parameter, not through the gradient. */
	protected abstract readonly decoupled: boolean;
	readonly #stepName = `${this.constructor.name}.step`;

	/** @internal */
	override readonly stateForm = {
		step: "count",
		expAvg: "like",
		expAvgSq: "like",
		maxExpAvgSq: "like?",
	} as const;

	constructor(
		params: ParamsInput<AdamGroup>,
		options: AdamOptions,
		decay: number,
	) {
		const {
			lr = 1e-3,
			betas = [0.9, 0.999],
			eps = 1e-8,
			weightDecay = decay,
			amsgrad = false,
			maximize = false,
		} = readOptions(new.target.name, options, "{ lr: 0.01 }");
		super(params, { lr, betas, eps, weightDecay, amsgrad, maximize });
	}

	protected override checkSettings(settings: AdamGroup): void {
		const op = this.constructor.name;
		checkAllNotNegative(op, settings, "lr", "eps", "weightDecay");
		checkBetas(op, settings.betas);
		checkFlags(op, settings, "amsgrad", "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<AdamGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, expAvg: zerosLike(param), expAvgSq: zerosLike(param) };
			this.state.set(param, state);
		}
		if (group.amsgrad) state.maxExpAvgSq ??= zerosLike(param);
		state.step++;
		const { expAvg, expAvgSq, maxExpAvgSq, step } = state;
		const [beta1, beta2] = group.betas;
		fusedStep(
			this.#stepName,
			"adam",
			param,
			grad,
			[expAvg, expAvgSq, group.amsgrad ? maxExpAvgSq : null],
			[
				group.lr,
				beta1,
				beta2,
				group.eps,
				group.weightDecay,
				this.decoupled,
				group.maximize,
				1 - beta1 ** step,
				1 - beta2 ** step,
			],
		);
	}
}

/**
 * Adam (Kingma and Ba 2014), in step t:
 *
 *   g = grad + weightDecay * p
 *   m = beta1 * m + (1 - beta1) * g
 *   v = beta2 * v + (1 - beta2) * g²
 *   p = p - lr * m / (1 - beta1^t) / (√(v / (1 - beta2^t)) + eps)
 *
 * @throws ValueError for a negative lr, eps or weightDecay, or a beta outside [0, 1)
 * @example const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });
 */
export class Adam extends AdamBase {
	/** @internal */
	static readonly keepsNoGradient = true;
	protected override readonly decoupled = false;

	constructor(params: ParamsInput<AdamGroup>, options: AdamOptions = {}) {
		super(params, options, 0);
	}
}

/**
 * Adam with weight decay that acts on the parameter (Loshchilov and Hutter 2017): first p = p * (1 - lr * weightDecay),
 * then Adam's step without it.
 *
 * @throws ValueError for a negative lr, eps or weightDecay, or a beta outside [0, 1)
 * @example const optimizer = new optim.AdamW(model.parameters(), { lr: 1e-3, weightDecay: 0.1 });
 */
export class AdamW extends AdamBase {
	/** @internal */
	static readonly keepsNoGradient = true;
	protected override readonly decoupled = true;

	constructor(params: ParamsInput<AdamGroup>, options: AdamOptions = {}) {
		super(params, options, 0.01);
	}
}
