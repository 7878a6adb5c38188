import { enableGrad } from "../autograd/mode.js";
import { Tensor } from "../tensor/tensor.js";
import { zeroGrads } from "../tensor/zero-grads.js";
import { DTypeError, ValueError } from "../value/errors.js";
import { readFlag } from "../value/keywords.js";
import { say } from "../value/quote.js";
import { type GroupInput, groupsFrom } from "./param-groups.js";
import {
	loadOptimizerState,
	type OptimizerStateDict,
	optimizerStateDict,
} from "./state-dict.js";
import type { StateForm } from "./state-form.js";

/** Parameters, or groups of them with settings of their own. */
export type ParamsInput<Settings> =
	| Iterable<Tensor>
	| Iterable<GroupInput<Settings>>;

/** Parameters that share their settings. */
export type ParamGroup<Settings> = Settings & { params: Tensor[] };

/** What an optimiser remembers about one parameter. */
export type ParamState = Record<
	string,
	Tensor | number | readonly number[] | undefined
>;

/**
 * The base of all optimisers: groups of parameters, each with its settings, and what is remembered about each parameter.
 * A subclass says what a step does with one parameter and its gradient.
 */
export abstract class Optimizer<
	Settings extends object = object,
	State extends ParamState = ParamState,
> {
	/** The groups; their settings may be changed between steps, as in `group.lr = 0.01`. */
	readonly paramGroups: ParamGroup<Settings>[] = [];
	/** @internal What a parameter's state holds; null for an optimiser that does not say. */
	readonly stateForm: StateForm | null = null;
	/** @internal What is remembered, by parameter. */
	readonly state = new Map<Tensor, State>();

	/**
	 * @param params parameters, or groups as in `[{ params: model.fc1.parameters(), lr: 0.01 }]`
	 * @param defaults settings of the groups that do not have them
	 * @throws ValueError for no parameters, one that occurs twice, one that was computed, or an impossible setting
	 */
	constructor(
		params: ParamsInput<Settings>,
		readonly defaults: Settings,
	) {
		if (typeof this.checkSettings !== "function")
			throw new ValueError(
				this.#op(),
				"is the base of optimisers; make one of a class that extends it, such as optim.SGD",
			);
		const groups = groupsFrom<Settings>(this.#op(), params);
		this.checkSettings(defaults);
		for (const group of groups) this.addParamGroup(group);
	}

	/** Throws a ValueError for settings that cannot be. */
	protected abstract checkSettings(settings: Settings): void;

	/** Changes one parameter in place. A class whose rule keeps no gradient has a static `keepsNoGradient` of its own. */
	protected abstract updateParam(
		param: Tensor,
		grad: Tensor,
		group: ParamGroup<Settings>,
	): void;

	/** The name for errors. */
	#op(): string {
		return this.constructor.name;
	}

	/**
	 * Adds parameters with settings of their own.
	 * @throws ValueError for a parameter that the optimiser has already, or an impossible setting
	 * @example optimizer.addParamGroup({ params: layer.parameters(), lr: 1e-4 });
	 */
	addParamGroup(input: GroupInput<Settings>): void {
		const op = this.#op();
		const params =
			input.params instanceof Tensor ? [input.params] : [...input.params];
		const group = { ...this.defaults, ...input, params };
		for (const [name, value] of Object.entries(group))
			if (value === undefined)
				throw new ValueError(
					op,
					say`group ${this.paramGroups.length} has no ${name}; pass it in the group or for all`,
				);
		this.checkSettings(group);
		const known = new Set(this.paramGroups.flatMap((g) => g.params));
		params.forEach((param, i) => {
			checkParam(op, param, i);
			if (known.has(param))
				throw new ValueError(
					op,
					say`parameter ${i} of group ${this.paramGroups.length} occurs twice; each belongs to one group, once`,
				);
			known.add(param);
		});
		this.paramGroups.push(group);
	}

	/** Lets go of the gradients; with `setToNone: false` they become zeros instead. */
	zeroGrad(setToNone: boolean | { readonly setToNone?: boolean } = true): void {
		const none = readFlag("zeroGrad", "setToNone", setToNone);
		for (const { params } of this.paramGroups) zeroGrads(params, none);
	}

	/**
	 * Changes every parameter that has a gradient.
	 *
	 * @param closure computes the loss again, with gradients; called before the parameters change
	 * @returns what the closure gave
	 * @example loss.backward(); optimizer.step();
	 */
	step(): undefined;
	step<T>(closure: () => T): T;
	step<T>(closure?: () => T): T | undefined {
		const loss = closure === undefined ? undefined : enableGrad(closure);
		// A user's subclass inherits the mark, but has none of its own: its rule may keep what it gets.
		const keepsNone = Object.hasOwn(this.constructor, "keepsNoGradient");
		for (const group of this.paramGroups)
			for (const param of group.params) {
				const grad = keepsNone ? param.peekGrad() : param.grad;
				if (grad !== null) this.updateParam(param, grad, group);
			}
		return loss;
	}

	/** What is remembered about each parameter, by its number over all groups, and the groups' settings. */
	stateDict(): OptimizerStateDict<Settings, State> {
		return optimizerStateDict(this);
	}

	/**
	 * Takes over what another optimiser over the same parameters remembers, as copies, and its settings.
	 * The state may have gone through JSON, where tensors become nested lists.
	 * @throws StateDictError if groups, settings or states are not those of such an optimiser; nothing is changed then
	 * @example const saved = optimizer.stateDict(); optimizer.loadStateDict(saved);
	 */
	loadStateDict(dict: OptimizerStateDict<Settings, State>): void {
		loadOptimizerState(this, dict, (settings) => this.checkSettings(settings));
	}

	/** The optimiser and its groups, as PyTorch prints them. */
	toString(): string {
		const groups = this.paramGroups.map(({ params, ...settings }, i) => {
			const lines = Object.entries<unknown>(settings)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([name, value]) => `    ${name}: ${String(value)}\n`);
			return `Parameter Group ${i}\n${lines.join("")}`;
		});
		return `${this.#op()} (\n${groups.join("\n")})`;
	}

	/** What Node's console shows. */
	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return this.toString();
	}
}

function checkParam(
	op: string,
	param: unknown,
	i: number,
): asserts param is Tensor {
	if (!(param instanceof Tensor))
		throw new DTypeError(
			op,
			say`parameter ${i} is not a tensor but ${param === null ? "null" : typeof param}; pass model.parameters()`,
		);
	if (!param.isLeaf)
		throw new ValueError(
			op,
			say`parameter ${i} was computed by ${param.gradFn?.name}; only leaves can be optimised, such as tensor(..., { requiresGrad: true })`,
		);
}
