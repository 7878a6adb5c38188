import { noGrad } from "../autograd/mode.js";
import { tidy } from "../ops/engine/define.js";
import { where } from "../ops/pointwise/where.js";
import { fullLike, zerosLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkFlags, checkNotNegative, checkPair } from "./param-groups.js";

export interface RpropOptions {
	/** The first step size. Default 0.01. */
	readonly lr?: number;
	/** Factors of the step size where the gradient changes its sign, and where not. Default [0.5, 1.2]. */
	readonly etas?: readonly [number, number];
	/** The smallest and the largest step size. Default [1e-6, 50]. */
	readonly stepSizes?: readonly [number, number];
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type RpropGroup = {
	-readonly [K in keyof RpropOptions]-?: NonNullable<RpropOptions[K]>;
};

interface RpropState extends Record<string, Tensor | number | undefined> {
	step: number;
	prev: Tensor;
	stepSize: Tensor;
}

/**
 * Resilient backpropagation (Riedmiller and Braun 1993): only the signs of the gradients count.
 *
 *   s = s * etas[1] where grad keeps its sign, s * etas[0] and grad = 0 where it changes, within stepSizes
 *   p = p - sign(grad) * s
 *
 * @throws ValueError for a negative lr, or etas that are not on both sides of 1
 * @example const optimizer = new optim.Rprop(model.parameters());
 */
export class Rprop extends Optimizer<RpropGroup, RpropState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		step: "count",
		prev: "like",
		stepSize: "like",
	} as const;

	constructor(params: ParamsInput<RpropGroup>, options: RpropOptions = {}) {
		const {
			lr = 0.01,
			etas = [0.5, 1.2],
			stepSizes = [1e-6, 50],
			maximize = false,
		} = readOptions("Rprop", options, "{ lr: 0.01 }");
		super(params, { lr, etas, stepSizes, maximize });
	}

	protected override checkSettings(settings: RpropGroup): void {
		const { etas, lr } = settings;
		checkNotNegative("Rprop", "lr", lr);
		checkPair("Rprop", "etas", etas);
		checkPair("Rprop", "stepSizes", settings.stepSizes);
		checkFlags("Rprop", settings, "maximize");
		if (!(0 < etas[0] && etas[0] < 1 && 1 < etas[1]))
			throw new ValueError(
				"Rprop",
				say`etas are ${etas[0]} and ${etas[1]}; expected one between 0 and 1 and one above 1`,
			);
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<RpropGroup>,
	): void {
		let state = this.state.get(param);
		if (state === undefined) {
			state = {
				step: 0,
				prev: zerosLike(param),
				stepSize: fullLike(param, group.lr),
			};
			this.state.set(param, state);
		}
		state.step++;
		const { prev, stepSize } = state;
		const [shrink, grow] = group.etas;
		const [min, max] = group.stepSizes;
		noGrad(() =>
			tidy(() => {
				const g = group.maximize ? grad.neg() : grad;
				const agreement = g.mul(prev);
				const longer = where(agreement.gt(0), stepSize.mul(grow), stepSize);
				const next = where(agreement.lt(0), stepSize.mul(shrink), longer);
				stepSize.copy_(next.clamp({ min, max }));
				prev.copy_(where(agreement.lt(0), 0, g));
				return param.sub_(prev.sign().mul(stepSize));
			}),
		);
	}
}
