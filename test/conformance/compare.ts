/** Says how a result differs from what PyTorch gave. */
import { Tensor } from "../../src/index.js";
import type { Json, PlainTensor, Tolerance } from "./cases.js";
import { convert, dtypeOf, elementsOf } from "./values.js";

export interface Rules {
	/** Absent: exact. */
	readonly tolerance: Tolerance | undefined;
	/** Whether 0 and -0 differ. */
	readonly signedZero?: boolean;
}

/** The first difference in words, or undefined if there is none. */
export function difference(
	actual: unknown,
	expected: Json,
	rules: Rules,
	where = "out",
): string | undefined {
	if (isTensorValue(expected))
		return tensorDifference(actual, expected.tensor, rules, where);
	if (Array.isArray(expected))
		return listDifference(actual, expected, rules, where);
	const value = convert(expected);
	if (typeof value === "number" && typeof actual === "number")
		return closeEnough(actual, value, rules)
			? undefined
			: `${where} is ${actual}; expected ${value}`;
	return Object.is(actual, value)
		? undefined
		: `${where} is ${show(actual)}; expected ${show(value)}`;
}

function isTensorValue(json: Json): json is { tensor: never } {
	return json !== null && typeof json === "object" && "tensor" in json;
}

function listDifference(
	actual: unknown,
	expected: readonly Json[],
	rules: Rules,
	where: string,
): string | undefined {
	const list = listOf(actual);
	if (list === undefined)
		return `${where} is ${show(actual)}; expected ${expected.length} results`;
	if (list.length !== expected.length)
		return `${where} has ${list.length} results; expected ${expected.length}`;
	for (let i = 0; i < expected.length; i++) {
		const found = difference(
			list[i],
			expected[i] as Json,
			rules,
			`${where}[${i}]`,
		);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Several results: an array, or an object like `{ values, indices }`, its fields in PyTorch's order. */
export function listOf(value: unknown): readonly unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (value instanceof Tensor || value === null || typeof value !== "object")
		return undefined;
	return Object.values(value);
}

export function tensorDifference(
	actual: unknown,
	expected: PlainTensor,
	rules: Rules,
	where: string,
): string | undefined {
	if (!(actual instanceof Tensor))
		return `${where} is ${show(actual)}; expected a tensor`;
	const dtype = dtypeOf(expected.dtype);
	if (actual.dtype !== dtype)
		return `${where} has dtype ${actual.dtype}; expected ${dtype}`;
	if (actual.shape.join() !== expected.shape.join())
		return `${where} has shape [${actual.shape}]; expected [${expected.shape}]`;
	const found = actual.toTypedArray();
	const wanted = elementsOf(expected);
	for (let i = 0; i < wanted.length; i++)
		if (!closeEnough(found[i] as number, wanted[i] as number, rules))
			return `${where} at flat position ${i} is ${show(found[i])}; expected ${show(wanted[i])}${excess(found[i] as number, wanted[i] as number, rules)}`;
	return undefined;
}

/** How many times the tolerance the error is: tells rounding from a wrong formula. */
function excess(a: number, e: number, { tolerance }: Rules): string {
	const error = Math.abs(a - e);
	if (tolerance === undefined || !Number.isFinite(error)) return "";
	const allowed = tolerance.atol + tolerance.rtol * Math.abs(e);
	return ` (${(error / allowed).toPrecision(3)} times the tolerance)`;
}

function closeEnough(
	a: number,
	e: number,
	{ tolerance, signedZero }: Rules,
): boolean {
	if (signedZero && e === 0) return Object.is(a, e);
	if (a === e || (Number.isNaN(a) && Number.isNaN(e))) return true;
	if (tolerance === undefined || !Number.isFinite(e) || !Number.isFinite(a))
		return false;
	return Math.abs(a - e) <= tolerance.atol + tolerance.rtol * Math.abs(e);
}

function show(value: unknown): string {
	if (value instanceof Tensor)
		return `a tensor of shape [${value.shape}] and dtype ${value.dtype}`;
	if (Object.is(value, -0)) return "-0";
	if (typeof value === "object") return JSON.stringify(value);
	return String(value);
}
