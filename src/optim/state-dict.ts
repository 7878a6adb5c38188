import { StateDictError, show } from "../errors.js";
import { sameShape } from "../shape.js";
import { Tensor } from "../tensor.js";
import type { Optimizer, ParamGroup, ParamState } from "./optimizer.js";

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
): void {
	const own = optimizer.paramGroups;
	checkGroups(own, dict);
	const states = new Map<Tensor, State>();
	own.forEach(({ params }, i) => {
		const numbers = dict.paramGroups[i]?.params ?? [];
		params.forEach((param, j) => {
			const number = numbers[j] as number;
			const remembered = dict.state[number];
			if (remembered !== undefined)
				states.set(
					param,
					copied(remembered, param, number, optimizer.shapedState),
				);
		});
	});
	optimizer.state.clear();
	for (const [param, state] of states) optimizer.state.set(param, state);
	own.forEach((group, i) => {
		Object.assign(group, dict.paramGroups[i], { params: group.params });
	});
}

function checkGroups<Settings extends object, State extends ParamState>(
	own: readonly ParamGroup<Settings>[],
	dict: OptimizerStateDict<Settings, State>,
): void {
	const op = "loadStateDict";
	if (!Array.isArray(dict?.paramGroups) || typeof dict.state !== "object")
		throw new StateDictError(
			op,
			"the state of an optimiser has the fields state and paramGroups; pass what stateDict() gave",
		);
	const given = dict.paramGroups;
	if (given.length !== own.length)
		throw new StateDictError(
			op,
			`the state has ${given.length} parameter groups and the optimiser ${own.length}; build it with the same groups`,
		);
	own.forEach(({ params }, i) => {
		const count = given[i]?.params.length;
		if (count !== params.length)
			throw new StateDictError(
				op,
				`group ${i} has ${count} parameters in the state and ${params.length} in the optimiser; build it over the same model`,
			);
	});
}

/** Own copies, floating ones in the parameter's dtype. */
function copied<State extends ParamState>(
	state: State,
	param: Tensor,
	number: number,
	shaped: boolean,
): State {
	const copies: ParamState = {};
	for (const [name, value] of Object.entries(state)) {
		if (
			shaped &&
			value instanceof Tensor &&
			value.ndim > 0 &&
			!sameShape(value.shape, param.shape)
		)
			throw new StateDictError(
				"loadStateDict",
				`${name} of parameter ${number} has shape ${show(value.shape)} and the parameter ${show(param.shape)}; nothing was changed`,
			);
		if (!(value instanceof Tensor)) copies[name] = value;
		else {
			const copy = value.detach().clone();
			copies[name] = copy.isFloatingPoint() ? copy.to(param.dtype) : copy;
		}
	}
	return copies as State;
}
