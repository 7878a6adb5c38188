/** Arguments of the methods of modules and optimisers, which may also be given by PyTorch's keywords in an object. */
import { ArgumentError, ValueError } from "./errors.js";
import { isPlainObject, readOptions } from "./options.js";
import { quote, say } from "./quote.js";

export interface RecurseOptions {
	/** Also what the modules below have. Default true. */
	readonly recurse?: boolean;
}

export interface PrefixOptions extends RecurseOptions {
	/** What all names begin with. Default "". */
	readonly prefix?: string;
}

/** A prefix and options, or everything in the first of the two. */
export function readPrefix(
	op: string,
	first: string | PrefixOptions,
	options: RecurseOptions | undefined,
): { readonly prefix: string; readonly recurse: boolean } {
	const keywords = isPlainObject(first) ? (first as PrefixOptions) : undefined;
	refuseUnknown(op, keywords, ["prefix", "recurse"]);
	refuseUnknown(op, options, ["recurse"]);
	const { recurse = true } = readOptions(op, options ?? keywords);
	const prefix = keywords === undefined ? first : (keywords.prefix ?? "");
	if (typeof prefix === "string") return { prefix, recurse };
	throw new ValueError(
		op,
		say`the prefix is ${quote(prefix)}; expected text, and options as in { recurse: false }`,
	);
}

/** A switch, or an object with it under its name. */
export function readFlag<Name extends string>(
	op: string,
	name: Name,
	given: boolean | { readonly [key in Name]?: boolean },
): boolean {
	const isKeyword = isPlainObject(given);
	if (isKeyword) refuseUnknown(op, given as object, [name]);
	const value = isKeyword
		? ((given as { readonly [key in Name]?: boolean })[name] ?? true)
		: given;
	if (typeof value === "boolean") return value;
	throw new ValueError(
		op,
		say`${name} is ${quote(value)}; expected true or false`,
	);
}

/** Refuses an option of no known name, and says which there are. */
export function refuseUnknown(
	op: string,
	options: object | undefined,
	known: readonly string[],
): void {
	const unknown = Object.keys(options ?? {}).find((k) => !known.includes(k));
	if (unknown !== undefined)
		throw new ArgumentError(
			op,
			say`unknown option ${quote(unknown)}; it takes { ${known.join(", ")} }`,
		);
}
