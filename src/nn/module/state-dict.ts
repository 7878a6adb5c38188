/** A module's parameters and buffers by name: taking them out, putting them in. */
import { noGrad } from "../../autograd/mode.js";
import type { Nested } from "../../memory/read.js";
import type { NestedInput } from "../../ops/create/literal.js";
import { tensor } from "../../tensor/create/from-data.js";
import { Tensor } from "../../tensor/tensor.js";
import type { DType } from "../../value/dtype.js";
import { FlambeauError, StateDictError, show } from "../../value/errors.js";
import { kindOf, quote, say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import type { Module } from "./module.js";

/** Tensors by name, in the order of the module's fields; the names are PyTorch's, as in `0.weight`. */
export type StateDict = Record<string, Tensor>;

/** A state dict, or what is left of one that went through JSON: nested lists in place of the tensors. */
export type LoadableStateDict = Readonly<Record<string, Tensor | Nested>>;

export interface LoadStateDictOptions {
	/** Every key of the module must be there, and no other. Default true. */
	readonly strict?: boolean;
}

/** Keys that only one of the two had; both empty if `strict`. */
export interface LoadReport {
	readonly missingKeys: readonly string[];
	readonly unexpectedKeys: readonly string[];
}

/** The tensors that belong to the module's state, those of shared modules under each of their names. */
export function stateEntries(module: Module, prefix = ""): Map<string, Tensor> {
	const entries = new Map<string, Tensor>();
	for (const [name, parameter] of module.ownParameters())
		entries.set(prefix + name, parameter);
	for (const [name, buffer] of module.ownBuffers({ persistentOnly: true }))
		entries.set(prefix + name, buffer);
	for (const [name, child] of module.childEntries())
		for (const [key, tensor] of stateEntries(child, `${prefix}${name}.`))
			entries.set(key, tensor);
	return entries;
}

/** Checks all of `dict` against the module, then copies its elements in. */
export function loadState(
	module: Module,
	dict: LoadableStateDict,
	strict: boolean,
): LoadReport {
	if (typeof dict !== "object" || dict === null || dict instanceof Tensor)
		throw new StateDictError(
			"loadStateDict",
			say`the state dict is ${kindOf(dict)}; expected an object of tensors by name, as model.stateDict() is`,
		);
	const own = stateEntries(module);
	const missingKeys = [...own.keys()].filter(
		(key) => !Object.hasOwn(dict, key),
	);
	const unexpectedKeys = Object.keys(dict).filter((key) => !own.has(key));
	const given = new Map<string, unknown>();
	for (const [key, tensor] of own)
		if (Object.hasOwn(dict, key))
			given.set(key, restored(dict[key], tensor.dtype));
	const problems = [
		...(strict ? listed("missing", missingKeys) : []),
		...(strict ? listed("unexpected", unexpectedKeys) : []),
		...misfits(own, given),
	];
	if (problems.length > 0)
		throw new StateDictError(
			"loadStateDict",
			say`the state dict does not fit ${module.constructor.name}: ${problems.join("; ")}. Load the state of a module built with the same sizes${strict ? ", or pass { strict: false } to take only the keys in common" : ""}; nothing was changed`,
		);
	noGrad(() => {
		for (const [key, tensor] of own) {
			const value = given.get(key);
			if (value !== undefined) tensor.copy_(value as Tensor);
		}
	});
	return { missingKeys, unexpectedKeys };
}

/** The tensor that nested lists or a number once were, the reason why they give none, or the value as it is. */
function restored(value: unknown, dtype: DType): unknown {
	if (!Array.isArray(value) && typeof value !== "number") return value;
	try {
		return tensor(value as NestedInput, { dtype });
	} catch (error) {
		if (!(error instanceof FlambeauError)) throw error;
		return error;
	}
}

function listed(what: string, keys: readonly string[]): string[] {
	if (keys.length === 0) return [];
	const names = keys.map(quote).join(", ");
	return [`${what} ${keys.length === 1 ? "key" : "keys"} ${names}`];
}

function misfits(
	own: ReadonlyMap<string, Tensor>,
	given: ReadonlyMap<string, unknown>,
): string[] {
	const problems: string[] = [];
	for (const [key, tensor] of own) {
		if (!given.has(key)) continue;
		const value = given.get(key);
		if (value instanceof FlambeauError)
			problems.push(`"${key}" holds no numbers: ${value.message}`);
		else if (!(value instanceof Tensor))
			problems.push(`"${key}" is not a tensor but ${kindOf(value)}`);
		else if (!sameShape(value.shape, tensor.shape))
			problems.push(
				`"${key}" has shape ${show(value.shape)} in the dict and ${show(tensor.shape)} in the module`,
			);
	}
	return problems;
}
