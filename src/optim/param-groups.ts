import { Tensor } from "../tensor/tensor.js";
import { DTypeError, ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

/** Parameters with settings of their own; what is left out follows the optimiser's. */
export type GroupInput<Settings> = Partial<Settings> & {
	readonly params: Tensor | Iterable<Tensor>;
};

/** One group of all parameters, or the groups as they were given. */
export function groupsFrom<Settings>(
	op: string,
	params: Iterable<Tensor> | Iterable<GroupInput<Settings>>,
): GroupInput<Settings>[] {
	if (
		params instanceof Tensor ||
		typeof params?.[Symbol.iterator] !== "function"
	)
		throw new DTypeError(
			op,
			say`the parameters are ${params instanceof Tensor ? "a tensor" : typeof params}; pass a list, as model.parameters() is`,
		);
	const list = [...params] as (Tensor | GroupInput<Settings>)[];
	if (list.length === 0)
		throw new ValueError(
			op,
			"got no parameters. A model finds those in its public fields and in ModuleList, ModuleDict, ParameterList and ParameterDict; layers in #private fields or plain arrays and objects are not found",
		);
	const isGroup = (item: unknown): item is GroupInput<Settings> =>
		typeof item === "object" &&
		item !== null &&
		!(item instanceof Tensor) &&
		"params" in item;
	if (list.every(isGroup)) return list;
	return [{ params: list } as unknown as GroupInput<Settings>];
}

/** Refuses settings that are not numbers of at least 0. */
export function checkAllNotNegative<Settings extends object>(
	op: string,
	settings: Settings,
	...names: readonly (keyof Settings & string)[]
): void {
	for (const name of names) checkNotNegative(op, name, settings[name]);
}

/** Refuses a setting that is not a number of at least 0. */
export function checkNotNegative(
	op: string,
	name: string,
	value: unknown,
): void {
	if (!(typeof value === "number" && value >= 0))
		throw new ValueError(
			op,
			say`${name} is ${quote(value)}; expected a number of at least 0`,
		);
}

/** Refuses a setting that is not a number, or NaN. */
export function checkNumber(op: string, name: string, value: unknown): void {
	if (typeof value !== "number" || Number.isNaN(value))
		throw new ValueError(
			op,
			say`${name} is ${quote(value)}; expected a number`,
		);
}

/** Refuses switches that are neither true nor false. */
export function checkFlags<Settings extends object>(
	op: string,
	settings: Settings,
	...names: readonly (keyof Settings & string)[]
): void {
	for (const name of names)
		if (typeof settings[name] !== "boolean")
			throw new ValueError(
				op,
				say`${name} is ${quote(settings[name])}; expected true or false`,
			);
}

/** Refuses a setting that is not a pair of numbers. */
export function checkPair(
	op: string,
	name: string,
	pair: unknown,
): asserts pair is readonly [number, number] {
	if (!Array.isArray(pair) || pair.length !== 2)
		throw new ValueError(
			op,
			say`${name} is ${quote(pair)}; expected two numbers`,
		);
	pair.forEach((value, i) => {
		checkNumber(op, `${name}[${i}]`, value);
	});
}

/** Refuses a setting above 1. */
export function checkAtMostOne(op: string, name: string, value: number): void {
	if (!(value <= 1))
		throw new ValueError(op, say`${name} is ${value}; expected at most 1`);
}

/** Refuses a decay rate outside [0, 1). */
export function checkBetas(op: string, betas: unknown): void {
	checkPair(op, "betas", betas);
	betas.forEach((beta, i) => {
		if (!(beta >= 0 && beta < 1))
			throw new ValueError(
				op,
				say`betas[${i}] is ${beta}; expected at least 0 and below 1`,
			);
	});
}

/** The gradient to go down, with weight decay: a temporary, or the gradient itself. */
export function withDecay(
	param: Tensor,
	grad: Tensor,
	group: { readonly weightDecay: number; readonly maximize: boolean },
): Tensor {
	const g = group.maximize ? grad.neg() : grad;
	return group.weightDecay === 0
		? g
		: g.add(param, { alpha: group.weightDecay });
}
