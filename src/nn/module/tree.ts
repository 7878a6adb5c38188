/** Finding what a module consists of. */
import type { Tensor } from "../../tensor/tensor.js";
import type { Module } from "./module.js";

/** The module's own fields that hold a value of one kind, in the order in which they were assigned. */
export function fields<T>(
	module: Module,
	is: (value: unknown) => value is T,
): [string, T][] {
	const found: [string, T][] = [];
	for (const [name, value] of Object.entries<unknown>({ ...module }))
		if (is(value)) found.push([name, value]);
	return found;
}

/** Each value under the first of its names. */
export function distinct<T>(entries: readonly [string, T][]): [string, T][] {
	const seen = new Set<T>();
	return entries.filter(([, value]) => !seen.has(value) && seen.add(value));
}

/** A module and all below it, each once; parents come before children. */
export function descendants(root: Module, prefix: string): [string, Module][] {
	const found: [string, Module][] = [];
	const seen = new Set<Module>();
	const visit = (name: string, module: Module): void => {
		if (seen.has(module)) return;
		seen.add(module);
		found.push([name, module]);
		for (const [key, child] of module.childEntries())
			visit(joined(name, key), child);
	};
	visit(prefix, root);
	return found;
}

/** The tensors that `own` finds in each of the modules, each once. */
export function tensorsOf<T extends Tensor>(
	modules: readonly [string, Module][],
	own: (module: Module) => [string, T][],
): [string, T][] {
	return distinct(
		modules.flatMap(([path, module]) =>
			own(module).map(([name, tensor]): [string, T] => [
				joined(path, name),
				tensor,
			]),
		),
	);
}

function joined(path: string, name: string): string {
	return path === "" ? name : `${path}.${name}`;
}
