/** Arranges PyTorch's arguments as the library takes them. */
import { camelCase } from "./lookup.js";
import type { Signature } from "./signatures.js";

/**
 * Positional arguments in PyTorch's order, then the options object. What PyTorch also lets pass by position but the
 * library takes as an option is moved there, and the other way round.
 */
export function arrange(
	signature: Signature | undefined,
	args: readonly unknown[],
	kwargs: Readonly<Record<string, unknown>>,
): unknown[] {
	if (signature === undefined) {
		const options = optionsOf(Object.entries(kwargs));
		return options === undefined ? [...args] : [...args, options];
	}
	const { positional, options: named } = signature;
	const byName = new Map(Object.entries(kwargs));
	const order = [...positional, ...named];
	for (const [i, arg] of args.entries())
		byName.set(order[i] ?? `argument ${i}`, arg);
	const front = positional.map((name) => byName.get(name));
	const options = optionsOf(
		[...byName].filter(([name]) => !positional.includes(name)),
	);
	if (options !== undefined) return [...front, options];
	while (front.length > 0 && front.at(-1) === undefined) front.pop();
	return front;
}

function optionsOf(
	entries: readonly (readonly [string, unknown])[],
): Record<string, unknown> | undefined {
	if (entries.length === 0) return undefined;
	return Object.fromEntries(
		entries.map(([name, value]) => [camelCase(name), value]),
	);
}
