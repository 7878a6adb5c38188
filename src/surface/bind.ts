/**
 * Python's calling convention: arguments by position in PyTorch's order, by name together in one trailing plain object, or
 * mixed. The generated functions and methods (scripts/build-surface.mjs) come here with whatever is not their usual call.
 */
import { ArgumentError, type ValueError } from "../value/errors.js";
import { isPlainObject } from "../value/options.js";
import { quote } from "../value/quote.js";
import { holdsObjects, takes, wanted } from "./kinds.js";
import { type Parameter, parseSignature, type Signature } from "./schema.js";
import { nearest, shownName, usageOf } from "./usage.js";

/** Values in the order of the parameters, undefined for those that were not given; or the sentence that refuses the call. */
type Bound = unknown[] | string;

/** An implementation that takes the values in the order of the parameters. */
type Implementation = (...values: never[]) => unknown;

/** Other names of parameters, which NumPy's users and PyTorch's positional `self` bring along. */
const aliases: Readonly<Record<string, string>> = {
	axis: "dim",
	keepdims: "keepdim",
	input: "self",
};

/** What PyTorch takes and what changes nothing here. */
const ignored = new Set(["layout", "pinMemory", "nonBlocking", "memoryFormat"]);

const parsed = new Map<string, readonly Signature[]>();

/** The signatures of a name, one a line, read when they are first needed. */
export function signaturesOf(text: string): readonly Signature[] {
	let found = parsed.get(text);
	if (found === undefined) {
		found = text.split("\n").map(parseSignature);
		parsed.set(text, found);
	}
	return found;
}

/**
 * Calls the overload that takes the arguments.
 * @param text the signatures, and `implementations` one for each
 * @param count how many arguments there were; `given` may have fewer places than a call with too many
 * @throws ArgumentError that shows the signature
 */
export function bind(
	text: string,
	implementations: readonly Implementation[],
	isMethod: boolean,
	count: number,
	...given: readonly unknown[]
): unknown {
	const signatures = signaturesOf(text);
	const used = withoutTrailing(given, count);
	const overloaded = signatures.length > 1;
	for (const [i, signature] of signatures.entries()) {
		const values = match(signature, given, used, overloaded, isMethod);
		if (typeof values === "string") continue;
		return (implementations[i] as Implementation)(...(values as never[]));
	}
	const meant = closest(signatures, given, used);
	const reason = match(meant, given, used, overloaded, isMethod) as string;
	throw refusal(signatures, reason, isMethod);
}

/** The same for a constructor: its values in the order of the parameters. */
export function bindNew(
	text: string,
	given: readonly unknown[],
): readonly unknown[] {
	return bind(
		text,
		signaturesOf(text).map(() => listOf),
		false,
		given.length,
		...given,
	) as unknown[];
}

const listOf: Implementation = (...values) => values;

/** Whether these are options, and none of another name than the given ones. */
export function areOptions(value: unknown, names: readonly string[]): boolean {
	if (!isOptions(value)) return false;
	for (const name in value as object) if (!names.includes(name)) return false;
	return true;
}

/** Whether an argument is the options of a call: a plain object. */
export function isOptions(value: unknown): boolean {
	return typeof value === "object" && value !== null && isPlainObject(value);
}

/** f(x, undefined) is f(x). */
function withoutTrailing(given: readonly unknown[], count: number): number {
	let used = count;
	while (used > 0 && used <= given.length && given[used - 1] === undefined)
		used--;
	return used;
}

function match(
	signature: Signature,
	given: readonly unknown[],
	count: number,
	byType: boolean,
	isMethod: boolean,
): Bound {
	const { params } = signature;
	const options = optionsOf(signature, given, count);
	const positions = options === undefined ? count : count - 1;
	const values: unknown[] = new Array(params.length).fill(undefined);
	const taken = placePositions(signature, given, positions, values);
	if (typeof taken === "string") return taken;
	const problem =
		placeNames(signature, options, values) ??
		missing(signature, values, isMethod);
	if (problem !== undefined) return problem;
	for (const [i, parameter] of params.entries()) {
		const refused = refusedHere(parameter, values[i]);
		if (refused !== undefined) return refused;
	}
	if (byType)
		for (const [i, parameter] of params.entries())
			if (values[i] !== undefined && !takes(parameter, values[i]))
				return `${shownName(parameter)} is ${quote(values[i])}; expected ${wanted(parameter)}`;
	return values;
}

/** What PyTorch takes and there is nothing of here. */
function refusedHere(
	{ name, type, nullable }: Parameter,
	value: unknown,
): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (type === "Legacy" && !name.startsWith("_"))
		return `${name} is deprecated in PyTorch and not here; use reduction`;
	if (type === "bool" && typeof value !== "boolean")
		return `${name} is ${quote(value)}; expected true or false`;
	if (!nullable && /^"[\w-]+"$/.test(type) && JSON.stringify(value) !== type)
		return `${name} is ${quote(value)}; only ${type} is here`;
	if (type === "False" && value !== false)
		return `${name} is ${quote(value)}; it is not here: leave it out`;
	return undefined;
}

/** The trailing plain object, unless its place holds objects and it does not name that very parameter. */
function optionsOf(
	{ params, positional, spread }: Signature,
	given: readonly unknown[],
	count: number,
): Record<string, unknown> | undefined {
	const last = count <= given.length ? given[count - 1] : undefined;
	if (!isOptions(last)) return undefined;
	const options = last as Record<string, unknown>;
	const at = spread >= 0 ? Math.min(count - 1, spread) : count - 1;
	const place = at < positional ? params[at] : undefined;
	if (place === undefined || !holdsObjects(place, options, params))
		return options;
	const names = Object.keys(options);
	const own =
		names.includes(place.name) &&
		names.every((name) => params.some((p) => p.name === name));
	return own ? options : undefined;
}

/** Puts the positional arguments into their places; a sentence if there are too many. */
function placePositions(
	signature: Signature,
	given: readonly unknown[],
	count: number,
	values: unknown[],
): string | undefined {
	const { params, positional, spread } = signature;
	let end = count;
	if (spread >= 0 && count > spread) {
		const rest = given.slice(spread, count);
		const isList =
			rest.length === 1 &&
			typeof rest[0] !== "number" &&
			params[spread]?.type === "int[]";
		const isTensors = rest.length === 1 && Array.isArray(rest[0]);
		values[spread] = isList || isTensors ? rest[0] : rest;
		end = spread;
	}
	if (end > positional) return surplus(signature, given, count);
	for (let i = 0; i < end; i++) values[i] = given[i];
	if (params[spread]?.rest) values[spread] ??= [];
	return undefined;
}

function placeNames(
	{ params }: Signature,
	options: Record<string, unknown> | undefined,
	values: unknown[],
): string | undefined {
	for (const name in options) {
		const value = options[name];
		if (value === undefined) continue;
		const i = placeOf(params, name);
		if (i >= 0) {
			if (values[i] !== undefined)
				return `"${name}" was given twice: by position and by name`;
			values[i] = value;
		} else if (name === "device") {
			if (value !== null && value !== "cpu")
				return `device is ${quote(value)}; the only one is "cpu"`;
		} else if (!ignored.has(name))
			return `unknown option "${name}"${nearest(name, params)}`;
	}
	return undefined;
}

function placeOf(params: Signature["params"], name: string): number {
	const own = params.findIndex((p) => p.name === name);
	if (own >= 0 || !Object.hasOwn(aliases, name)) return own;
	return params.findIndex((p) => p.name === aliases[name]);
}

function missing(
	{ params }: Signature,
	values: readonly unknown[],
	isMethod: boolean,
): string | undefined {
	const i = params.findIndex((p, at) => p.required && values[at] === undefined);
	const absent = params[i];
	if (absent === undefined || (isMethod && i === 0)) return undefined;
	return `${shownName(absent)} is missing`;
}

function surplus(
	{ params, positional }: Signature,
	given: readonly unknown[],
	count: number,
): string {
	const own = params[0]?.name === "self" ? 1 : 0;
	const isMapped =
		count === 3 &&
		Number.isInteger(given[1]) &&
		(given.length < 3 || Array.isArray(given[2]));
	if (isMapped)
		return `${count} arguments, as map passes them; write x => f(x)`;
	const next = params[positional];
	const rest =
		next === undefined
			? ""
			: `, the rest by name: { ${next.name}: ${quote(given[positional])} }`;
	return `there is no place for the argument ${quote(given[positional])}: at most ${positional - own} by position${rest}`;
}

/** The overload that was most likely meant: it has the most of the names and takes the most of the values. */
function closest(
	signatures: readonly Signature[],
	given: readonly unknown[],
	count: number,
): Signature {
	const score = (signature: Signature) => {
		const { params, positional } = signature;
		const options = optionsOf(signature, given, count) ?? {};
		const positions = Object.keys(options).length > 0 ? count - 1 : count;
		let points = Math.min(0, 2 * (positional - positions));
		for (let i = 0; i < Math.min(positions, positional); i++)
			points += takes(params[i] as never, given[i]) ? 1 : -1;
		for (const name in options) if (placeOf(params, name) >= 0) points++;
		return points;
	};
	return signatures.reduce((best, next) =>
		score(next) > score(best) ? next : best,
	);
}

function refusal(
	signatures: readonly Signature[],
	reason: string,
	isMethod: boolean,
): ValueError {
	const [{ name }] = signatures as [Signature];
	const usage = signatures.map((s) => usageOf(s, isMethod)).join(" or ");
	return new ArgumentError(
		name,
		`${reason}${reason.endsWith("?") ? "" : "."} ${usage}`,
	);
}
