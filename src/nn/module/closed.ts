/** Which layers let go of every tensor that they see or make, so that what passes between two of them may be freed. */
import type { Module } from "./module.js";

/** A module that may say that it keeps nothing: a stack of layers says so if they do. */
interface MaybeClosed extends Module {
	readonly keepsNothing?: boolean;
}

/**
 * Whether only library code runs when the layer is called: `keepsNothing` stands beside the forward that is run, on the
 * same prototype, so that a subclass or an instance with another forward does not inherit it; and there are no hooks.
 */
export function isClosed(layer: MaybeClosed): boolean {
	const { forward } = layer;
	let closed = known.get(forward);
	if (closed === undefined) {
		closed = standsBeside(layer, forward);
		known.set(forward, closed);
	}
	return closed && layer.keepsNothing === true && !layer.hasHooks();
}

/** Answers by forward: the search is too slow for each call. */
const known = new WeakMap<Module["forward"], boolean>();

function standsBeside(layer: Module, forward: Module["forward"]): boolean {
	for (
		let level: object | null = layer;
		level !== null;
		level = Object.getPrototypeOf(level)
	)
		if (Object.getOwnPropertyDescriptor(level, "forward")?.value === forward)
			return Object.hasOwn(level, "keepsNothing");
	return false;
}
