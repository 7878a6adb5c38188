/** Checks of arguments that more than one function makes. */
import { DTypeError, ValueError } from "./errors.js";
import { kindOf, quote, say } from "./quote.js";

/** Refuses what are not the bytes of a file. Arrays of another realm (a worker, a test's sandbox) are as good. */
export function checkBytes(op: string, bytes: unknown): Uint8Array {
	if (
		ArrayBuffer.isView(bytes) &&
		Object.prototype.toString.call(bytes) === "[object Uint8Array]"
	)
		return bytes as Uint8Array;
	const isBuffer = bytes instanceof ArrayBuffer;
	throw new DTypeError(
		op,
		say`expected the bytes of a file as a Uint8Array; got ${kindOf(bytes)}${isBuffer ? ", so pass new Uint8Array(buffer)" : ""}`,
	);
}

/** Refuses what cannot be called. */
export function checkFunction(op: string, fn: unknown): void {
	if (typeof fn !== "function")
		throw new ValueError(op, say`expected a function, got ${quote(fn)}`);
}

/** Refuses what cannot be gone through item by item; text can, but never is meant. */
export function checkIterable<T>(
	op: string,
	name: string,
	items: Iterable<T>,
): Iterable<T> {
	const given: unknown = items;
	const isObject = typeof given === "object" || typeof given === "function";
	if (isObject && given !== null && Symbol.iterator in given) return items;
	throw new ValueError(op, say`${name} is ${quote(items)}; expected a list`);
}

/** Refuses a word that is none of those that are meant. */
export function checkChoice<T extends string>(
	op: string,
	name: string,
	value: T,
	choices: readonly T[],
): T {
	if (choices.includes(value)) return value;
	const known = choices.map((choice) => quote(choice)).join(" or ");
	throw new ValueError(op, say`${name} is ${quote(value)}; expected ${known}`);
}

/** Refuses what is no array. */
export function checkList<T>(
	op: string,
	name: string,
	items: readonly T[],
): readonly T[] {
	if (Array.isArray(items)) return items;
	throw new ValueError(op, say`${name} is ${quote(items)}; expected an array`);
}

/** Refuses what has no whole number of items. */
export function checkSized<T extends { readonly length: number }>(
	op: string,
	name: string,
	source: T,
): T {
	if (Number.isSafeInteger(source?.length)) return source;
	throw new ValueError(
		op,
		say`${name} is ${quote(source)}; expected something with a length`,
	);
}

/** Refuses arguments after the last: what they ask for would not happen. */
export function refuseSurplus(
	op: string,
	surplus: readonly unknown[],
	takes: string,
): void {
	if (surplus.length > 0)
		throw new ValueError(
			op,
			say`there is no place for the argument ${quote(surplus[0])}; it takes ${takes}`,
		);
}
