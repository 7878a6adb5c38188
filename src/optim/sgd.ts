import { fusedStep } from "../ops/nn/optim-step.js";
import { emptyLike } from "../tensor/create/like.js";
import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkFlags, checkNotNegative, checkNumber } from "./param-groups.js";

export interface SGDOptions {
	/** Learning rate. Required, here or in every group. */
	readonly lr?: number;
	/** How much of the past steps each step keeps. Default 0. */
	readonly momentum?: number;
	/** How much of the gradient is held back from the momentum. Default 0. */
	readonly dampening?: number;
	/** Factor of the parameter that is added to the gradient. Default 0. */
	readonly weightDecay?: number;
	/** Looks one step of momentum ahead. Default false. */
	readonly nesterov?: boolean;
	/** Goes up the gradient instead of down. Default false. */
	readonly maximize?: boolean;
}

export type SGDGroup = {
	-readonly [K in keyof SGDOptions]-?: NonNullable<SGDOptions[K]>;
};

interface SGDState extends Record<string, Tensor | undefined> {
	momentumBuffer?: Tensor;
}

/**
 * Gradient descent, with momentum if wanted:
 *
 *   g = grad + weightDecay * p
 *   b = momentum * b + (1 - dampening) * g     the first time b = g
 *   p = p - lr * (nesterov ? g + momentum * b : b)
 *
 * @throws ValueError for a missing or negative lr, a negative momentum or weightDecay, or nesterov without momentum or
 * with dampening
 * @example const optimizer = new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
 */
export class SGD extends Optimizer<SGDGroup, SGDState> {
	/** @internal */
	static readonly keepsNoGradient = true;
	/** @internal */
	override readonly stateForm = {
		momentumBuffer: "like?",
	} as const;

	constructor(params: ParamsInput<SGDGroup>, options: SGDOptions = {}) {
		const {
			lr,
			momentum = 0,
			dampening = 0,
			weightDecay = 0,
			nesterov = false,
			maximize = false,
		} = readOptions("SGD", options, "{ lr: 0.01 }");
		super(params, {
			lr: lr as number,
			momentum,
			dampening,
			weightDecay,
			nesterov,
			maximize,
		});
	}

	protected override checkSettings(settings: SGDGroup): void {
		const { lr, momentum, dampening, weightDecay, nesterov } = settings;
		// Without a default every group needs its own, which addParamGroup checks.
		if (lr !== undefined) checkNotNegative("SGD", "lr", lr);
		checkNotNegative("SGD", "momentum", momentum);
		checkNotNegative("SGD", "weightDecay", weightDecay);
		checkNumber("SGD", "dampening", dampening);
		checkFlags("SGD", settings, "nesterov", "maximize");
		if (nesterov && (momentum === 0 || dampening !== 0))
			throw new ValueError(
				"SGD",
				say`nesterov with momentum ${momentum} and dampening ${dampening}; it needs a momentum above 0 and no dampening`,
			);
	}

	protected override updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<SGDGroup>,
	): void {
		const known = this.state.get(param)?.momentumBuffer;
		const buffer = group.momentum === 0 ? null : (known ?? emptyLike(param));
		fusedStep(
			"SGD.step",
			"sgd",
			param,
			grad,
			[buffer],
			[
				group.lr,
				group.momentum,
				group.dampening,
				group.weightDecay,
				group.nesterov,
				known === undefined,
				group.maximize,
			],
		);
		if (buffer !== null && known === undefined)
			this.state.set(param, { momentumBuffer: buffer });
	}
}
