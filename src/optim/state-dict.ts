import type { Tensor } from "../tensor/tensor.js";
import { StateDictError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";
import type { Optimizer, ParamGroup, ParamState } from "./optimizer.js";
import { readState } from "./state-form.js";

/** Parameters are numbered over all groups, in their order. */
export interface OptimizerStateDict<
	Settings extends object = object,
	State extends ParamState = ParamState,
> {
	readonly state: Readonly<Record<number, State>>;
	readonly paramGroups: readonly (Settings & {
		readonly params: readonly number[];
	})[];
}

const OP = "loadStateDict";

/** The state as plain objects; its tensors are the optimiser's own. */
export function optimizerStateDict<
	Settings extends object,
	State extends ParamState,
>(optimizer: Optimizer<Settings, State>): OptimizerStateDict<Settings, State> {
	const state: Record<number, State> = {};
	let next = 0;
	const paramGroups = optimizer.paramGroups.map(({ params, ...settings }) => {
		const numbers = params.map((param) => {
			const remembered = optimizer.state.get(param);
			if (remembered !== undefined) state[next] = { ...remembered };
			return next++;
		});
		return { ...(settings as unknown as Settings), params: numbers };
	});
	return { state, paramGroups };
}

/** Checks all of `dict`, then copies its state and settings into the optimiser. */
export function loadOptimizerState<
	Settings extends object,
	State extends ParamState,
>(
	optimizer: Optimizer<Settings, State>,
	dict: OptimizerStateDict<Settings, State>,
	checkSettings: (settings: Settings) => void,
): void {
	const own = optimizer.paramGroups;
	checkGroups(own, dict);
	const states = new Map<Tensor, State>();
	own.forEach((group, i) => {
		const given = dict.paramGroups[i] as (typeof dict.paramGroups)[number];
		checkSameSettings(group, given, i);
		checkSettings({ ...group, ...given });
		group.params.forEach((param, j) => {
			const number = given.params[j] as number;
			if (!Object.hasOwn(dict.state, number)) return;
			const state = readState(
				dict.state[number],
				optimizer.stateForm,
				param,
				number,
			);
			states.set(param, state as State);
		});
	});
	optimizer.state.clear();
	for (const [param, state] of states) optimizer.state.set(param, state);
	own.forEach((group, i) => {
		// A copy: what the caller does to the dict afterwards is theirs.
		const settings = structuredClone({ ...dict.paramGroups[i] });
		Object.assign(group, settings, { params: group.params });
	});
}

function checkGroups<Settings extends object, State extends ParamState>(
	own: readonly ParamGroup<Settings>[],
	dict: OptimizerStateDict<Settings, State>,
): void {
	const given = dict?.paramGroups;
	if (
		!Array.isArray(given) ||
		typeof dict.state !== "object" ||
		dict.state === null
	)
		throw new StateDictError(
			OP,
			say`got ${quote(dict)}; the state of an optimiser has the fields state and paramGroups. Pass what stateDict() gave`,
		);
	if (given.length !== own.length)
		throw new StateDictError(
			OP,
			say`the state has ${given.length} parameter groups and the optimiser ${own.length}; build it with the same groups`,
		);
	own.forEach(({ params }, i) => {
		const numbers: unknown = given[i]?.params;
		if (!Array.isArray(numbers) || !numbers.every(Number.isSafeInteger))
			throw new StateDictError(
				OP,
				say`params of group ${i} is ${quote(numbers)}; expected the numbers of its parameters`,
			);
		if (numbers.length !== params.length)
			throw new StateDictError(
				OP,
				say`group ${i} has ${numbers.length} parameters in the state and ${params.length} in the optimiser; build it over the same model`,
			);
	});
}

/** Each setting must be there, and be what it is in the optimiser: a number, a switch, so many numbers. */
function checkSameSettings(own: object, given: object, group: number): void {
	for (const [name, value] of Object.entries(own)) {
		if (name === "params" || name === "initialLr") continue;
		const other = (given as Record<string, unknown>)[name];
		if (!Object.hasOwn(given, name) || !sameKind(value, other))
			throw new StateDictError(
				OP,
				say`${name} of group ${group} is ${quote(other)} in the state and ${quote(value)} in the optimiser; load the state of an optimiser of the same class. Nothing was changed`,
			);
	}
	for (const [name, value] of Object.entries(given))
		if (!isPlain(value))
			throw new StateDictError(
				OP,
				say`${name} of group ${group} is ${quote(value)}; settings are numbers, switches and lists of numbers. Nothing was changed`,
			);
}

function sameKind(a: unknown, b: unknown): boolean {
	if (Array.isArray(a))
		return (
			Array.isArray(b) &&
			a.length === b.length &&
			a.every((value, i) => sameKind(value, b[i]))
		);
	if (a === null || b === null)
		return [a, b].every((x) => x === null || typeof x === "string");
	return typeof a === typeof b && !Number.isNaN(b);
}

function isPlain(value: unknown): boolean {
	return Array.isArray(value)
		? value.every(isPlain)
		: value === null || ["number", "string", "boolean"].includes(typeof value);
}
