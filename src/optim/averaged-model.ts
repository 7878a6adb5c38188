import { noGrad } from "../autograd/mode.js";
import { functionalCall } from "../func/functional-call.js";
import type { Copier } from "../nn/module/deepcopy.js";
import { Module } from "../nn/module/module.js";
import { Parameter } from "../nn/module/parameter.js";
import { tensor } from "../tensor/create/from-data.js";
import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { checkNumber } from "../value/scalar-value.js";

/** The next average from the last one, the model's value, and how many values it has seen. */
export type AvgFn = (averaged: Tensor, value: Tensor, count: number) => Tensor;

export interface AveragedModelOptions {
	/** Default: the mean of all values. */
	readonly avgFn?: AvgFn;
	/** Averages the buffers too, such as running statistics. Default false: they are copied when it is made. */
	readonly useBuffers?: boolean;
}

const mean: AvgFn = (averaged, value, count) =>
	averaged.add(value.sub(averaged).div(count + 1));

/**
 * An average that forgets: each value counts `decay` times less than the next one.
 * @example new optim.swaUtils.AveragedModel(model, { avgFn: optim.swaUtils.getEmaAvgFn(0.99) });
 */
export function getEmaAvgFn(decay = 0.999): AvgFn {
	if (!(checkNumber("getEmaAvgFn", "decay", decay) >= 0 && decay <= 1))
		throw new ValueError(
			"getEmaAvgFn",
			say`decay is ${decay}; expected 0 to 1`,
		);
	return (averaged, value) =>
		averaged.mul(decay).add(value, { alpha: 1 - decay });
}

/**
 * A model with the averages of another's parameters, as `torch.optim.swa_utils.AveragedModel` (Izmailov et al. 2018). It
 * runs that model's `forward` with parameters and buffers of its own, so it needs no copy of the model.
 *
 * @throws ValueError for something that is no module
 * @example
 * const averaged = new optim.swaUtils.AveragedModel(model);
 * averaged.updateParameters(model); // after each epoch, or each step
 * averaged(x).shape; // [2, 3]
 */
export class AveragedModel<M extends Module> extends Module {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "AveragedModel";

	readonly #model: M;
	readonly #parameters: Map<string, Parameter>;
	readonly #buffers: Map<string, Tensor>;
	readonly #count = tensor(0, { dtype: "int32" });
	readonly #avgFn: AvgFn;
	readonly #useBuffers: boolean;

	constructor(model: M, options?: AveragedModelOptions) {
		const { avgFn = mean, useBuffers = false } = readOptions(
			"AveragedModel",
			options,
		);
		super();
		if (!(model instanceof Module))
			throw new ValueError(
				"AveragedModel",
				say`the first argument is no module but ${model === null ? "null" : typeof model}`,
			);
		this.#model = model;
		this.#parameters = new Map(
			model
				.namedParameters()
				.map(([name, p]) => [name, new Parameter(p.detach().clone())]),
		);
		this.#buffers = new Map(
			[...model.namedBuffers()].map(([name, b]) => [name, b.detach().clone()]),
		);
		this.#avgFn = avgFn;
		this.#useBuffers = useBuffers;
	}

	/** @internal */
	override blankCopy(copier: Copier, place: string): this {
		const settings = { avgFn: this.#avgFn, useBuffers: this.#useBuffers };
		const model = copier.copy(this.#model, place);
		const copy = this.constructedBy(AveragedModel, [model, settings], copier);
		copy.#count.copy_(this.#count);
		for (const [name, p] of this.#parameters)
			copy.#parameters.set(name, copier.copy(p, place));
		for (const [name, b] of this.#buffers)
			copy.#buffers.set(name, copier.copy(b, place));
		return copy;
	}

	/** How many times the averages were updated. */
	get nAveraged(): number {
		return this.#count.item();
	}

	/** Takes the model's parameters into the averages; the first ones are taken as they are. */
	updateParameters(model: M): void {
		const count = this.nAveraged;
		const take = (own: Tensor | undefined, value: Tensor): void => {
			const now = value.detach();
			own?.copy_(count === 0 ? now : this.#avgFn(own.detach(), now, count));
		};
		noGrad(() => {
			for (const [name, p] of model.namedParameters())
				take(this.#parameters.get(name), p);
			if (this.#useBuffers)
				for (const [name, b] of model.namedBuffers())
					take(this.#buffers.get(name), b);
			this.#count.add_(1);
		});
	}

	forward(...args: Parameters<M["forward"]>): ReturnType<M["forward"]> {
		const model = this.#model;
		const { training } = model;
		const own = Object.fromEntries([...this.#parameters, ...this.#buffers]);
		model.train(this.training);
		try {
			return functionalCall(model, own, args) as ReturnType<M["forward"]>;
		} finally {
			model.train(training);
		}
	}

	/** @internal Under PyTorch's names, as if it had a copy of the model. */
	override ownParameters(): [string, Parameter][] {
		return [...this.#parameters].map(([name, p]) => [`module.${name}`, p]);
	}

	/** @internal */
	override ownBuffers(): [string, Tensor][] {
		const own = [...this.#buffers].map(([name, b]): [string, Tensor] => [
			`module.${name}`,
			b,
		]);
		return [["n_averaged", this.#count], ...own];
	}
}
