/** What stands at a path such as `encoder.layers.0.weight`. */

import { ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import type { Module } from "./module.js";
import type { ModuleTree } from "./module-tree.js";

export function submoduleAt(
	op: string,
	root: ModuleTree,
	target: string,
): Module {
	if (typeof target !== "string")
		throw new ValueError(
			op,
			say`the target is ${quote(target)}; expected names with dots between them`,
		);
	if (target === "") return root as unknown as Module;
	return target
		.split(".")
		.reduce<Module>(
			(module, name) => found(op, module, name, module.childEntries()),
			root as unknown as Module,
		);
}

/** The module that holds what a path names, and the name there. */
export function ownerOf(
	op: string,
	root: ModuleTree,
	target: string,
): [Module, string] {
	const dot = String(target).lastIndexOf(".");
	const path = dot < 0 ? "" : target.slice(0, dot);
	const owner = submoduleAt(
		op,
		root,
		typeof target === "string" ? path : target,
	);
	return [owner, target.slice(dot + 1)];
}

export function found<T>(
	op: string,
	owner: ModuleTree,
	name: string,
	entries: readonly [string, T][],
): T {
	const entry = entries.find(([key]) => key === name);
	if (entry !== undefined) return entry[1];
	const names = entries.map(([key]) => key).join(", ");
	throw new ValueError(
		op,
		say`${owner.constructor.name} has no "${name}"; it has ${names === "" ? "none" : names}`,
	);
}
