/** Weights that are computed from other parameters before each call of their module. */

import { noGrad } from "../../autograd/mode.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import { expectKind, putUnchecked } from "../module/assignment.js";
import type { HookHandle } from "../module/hooks.js";
import { Module } from "../module/module.js";
import { Parameter } from "../module/parameter.js";

/** What a weight is computed from, by the names that they get as fields of the module. */
export interface Recipe {
	readonly parts: Readonly<Record<string, Parameter>>;
	readonly buffers?: Readonly<Record<string, Tensor>>;
	readonly compute: (fields: Fields) => Tensor;
	/** What changes before each call, but not when the recipe is applied or taken away. */
	readonly advance?: (fields: Fields) => void;
}

export type Fields = Readonly<Record<string, Tensor>>;

interface Applied extends Recipe {
	readonly method: string;
	readonly handle: HookHandle;
}

const applied = new WeakMap<Module, Map<string, Applied>>();

/** The parameter of that name. */
export function parameterNamed(
	op: string,
	module: Module,
	name: string,
): Parameter {
	if (!(module instanceof Module))
		throw new ValueError(op, say`${quote(module)} is no module`);
	const own = module.ownParameters();
	const found = own.find(([key]) => key === name);
	if (found !== undefined) return found[1];
	throw new ValueError(
		op,
		say`${module.constructor.name} has no parameter "${name}"; it has ${own.map(([key]) => key).join(", ") || "none"}`,
	);
}

/** Takes the parameter away, and computes it from the recipe's parts from now on. */
export function reparametrize(
	method: string,
	module: Module,
	name: string,
	recipe: Recipe,
): void {
	const fields = module as unknown as Fields;
	const put = () => putUnchecked(module, name, recipe.compute(fields));
	for (const [key, part] of Object.entries(recipe.parts))
		module.registerParameter(key, part);
	for (const [key, buffer] of Object.entries(recipe.buffers ?? {}))
		module.registerBuffer(key, buffer);
	const handle = module.registerForwardPreHook(() => {
		recipe.advance?.(fields);
		put();
	});
	put();
	const all = applied.get(module) ?? new Map<string, Applied>();
	applied.set(module, all.set(name, { ...recipe, method, handle }));
}

/** The weight as it is now, as a parameter again. */
export function restore(
	op: string,
	method: string,
	module: Module,
	name: string,
): void {
	const found = applied.get(module)?.get(name);
	if (found?.method !== method)
		throw new ValueError(op, say`${method} was not applied to "${name}" here`);
	const fields = module as unknown as Record<string, unknown>;
	const weight = noGrad(() => found.compute(fields as Record<string, Tensor>));
	found.handle.remove();
	for (const key of Object.keys({ ...found.parts, ...found.buffers }))
		delete fields[key];
	putUnchecked(module, name, new Parameter(weight.detach()));
	expectKind(module, name, "parameter");
	applied.get(module)?.delete(name);
}
