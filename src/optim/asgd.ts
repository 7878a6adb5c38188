import { noGrad } from "../autograd/mode.js";
import { tidy } from "../ops/engine/define.js";
import { zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { readOptions } from "../value/options.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import {
	checkAllNotNegative,
	checkFlags,
	checkNumber,
	withDecay,
} from "./param-groups.js";

export interface ASGDOptions {
	/** Learning rate. Default 0.01. */
	readonly lr?: number;
	/** How fast the parameters decay. Default 1e-4. */
	readonly lambd?: number;
	/** Power with which the learning rate falls. Default 0.75. */
	readonly alpha?: number;
	/** Step from which the average is taken. Default 1e6. */
	readonly t0?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type ASGDGroup = {
	-readonly [K in keyof ASGDOptions]-?: NonNullable<ASGDOptions[K]>;
};

interface ASGDState extends Record<string, Tensor | number | undefined> {
	step: number;
	eta: number;
	mu: number;
	ax: Tensor;
}

/**
 * Averaged stochastic gradient descent (Polyak and Juditsky 1992); the average is in the state, as `ax`. In step t:
 *
 *   g = grad + weightDecay * p
 *   p = p * (1 - lambd * η) - η * g
 *   ax = ax + (p - ax) / max(1, t - 1 - t0)
 *   η = lr / (1 + lambd * lr * t)^alpha
 *
 * @throws ValueError for a negative lr or weightDecay
 * @example const optimizer = new optim.ASGD(model.parameters(), { t0: 100 });
 */
export class ASGD extends Optimizer<ASGDGroup, ASGDState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		eta: "number",
		mu: "number",
		ax: "like",
	} as const;

	constructor(params: ParamsInput<ASGDGroup>, options: ASGDOptions = {}) {
		const {
			lr = 0.01,
			lambd = 1e-4,
			alpha = 0.75,
			t0 = 1e6,
			weightDecay = 0,
			maximize = false,
		} = readOptions("ASGD", options, "{ lr: 0.01 }");
		super(params, { lr, lambd, alpha, t0, weightDecay, maximize });
	}

	protected override checkSettings(settings: ASGDGroup): void {
		checkAllNotNegative("ASGD", settings, "lr", "weightDecay");
		for (const name of ["lambd", "alpha", "t0"] as const)
			checkNumber("ASGD", name, settings[name]);
		checkFlags("ASGD", settings, "maximize");
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<ASGDGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = { step: 0, eta: group.lr, mu: 1, ax: zerosLike(param) };
			this.state.set(param, state);
		}
		state.step++;
		const { ax, eta, mu } = state;
		noGrad(() =>
			tidy(() => {
				const g = withDecay(param, grad, group);
				param.mul_(1 - group.lambd * eta).sub_(g, { alpha: eta });
				return mu === 1
					? ax.copy_(param)
					: ax.add_(param.sub(ax), { alpha: mu });
			}),
		);
		state.eta =
			group.lr / (1 + group.lambd * group.lr * state.step) ** group.alpha;
		state.mu = 1 / Math.max(1, state.step - group.t0);
	}
}
