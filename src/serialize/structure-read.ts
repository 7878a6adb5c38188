import type { Tensor } from "../tensor/tensor.js";
import { FormatError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";
import { MOST_DEPTH } from "./structure.js";

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * What was saved, from its JSON and the tensors of the file.
 * @throws FormatError for a form that this version does not know
 */
export function readStructure(json: unknown, tensors: Tensors): unknown {
	return read(json, tensors, 0);
}

function read(json: unknown, tensors: Tensors, depth: number): unknown {
	if (typeof json !== "object" || json === null) return json;
	if (depth > MOST_DEPTH)
		throw refusal(`it is nested more than ${MOST_DEPTH} deep`);
	const inner = (value: unknown) => read(value, tensors, depth + 1);
	if (Array.isArray(json)) return json.map(inner);
	if (Object.hasOwn(json, "$"))
		return readForm(json as Record<string, unknown>, tensors, inner);
	// Not by assignment, to which a key "__proto__" would mean something else.
	return Object.fromEntries(
		Object.entries(json).map(([key, value]) => [key, inner(value)]),
	);
}

function readForm(
	form: Readonly<Record<string, unknown>>,
	tensors: Tensors,
	inner: (value: unknown) => unknown,
): unknown {
	switch (form.$) {
		case "undefined":
			return undefined;
		case "number":
			return readNumber(form);
		case "bigint":
			return readBigInt(form);
		case "map":
			return new Map(
				pairs(form).map(([key, value]) => [inner(key), inner(value)]),
			);
		case "object":
			return Object.fromEntries(
				pairs(form).map(([key, value]) => [String(key), inner(value)]),
			);
		case "array":
			return named(form, tensors).toTypedArray();
		case "tensor": {
			const found = named(form, tensors);
			return form.requiresGrad === true ? found.requiresGrad_() : found;
		}
	}
	throw unknownForm(form);
}

function readNumber(form: Readonly<Record<string, unknown>>): number {
	if (/^(-0|NaN|-?Infinity)$/.test(String(form.value)))
		return Number(form.value);
	throw unknownForm(form);
}

function readBigInt(form: Readonly<Record<string, unknown>>): bigint {
	const { value } = form;
	if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
	throw unknownForm(form);
}

function pairs(form: Readonly<Record<string, unknown>>): [unknown, unknown][] {
	const { entries } = form;
	const isPair = (one: unknown) => Array.isArray(one) && one.length === 2;
	if (Array.isArray(entries) && entries.every(isPair))
		return entries as [unknown, unknown][];
	throw unknownForm(form);
}

function named(form: Readonly<Record<string, unknown>>, tensors: Tensors) {
	const { name } = form;
	if (typeof name === "string" && Object.hasOwn(tensors, name))
		return tensors[name] as Tensor;
	throw refusal(
		say`it speaks of the tensor ${quote(name)}, which is not in the file`,
	);
}

function unknownForm(form: unknown): FormatError {
	return refusal(
		say`it holds ${quote(form)}, which this version does not know`,
	);
}

function refusal(problem: string): FormatError {
	return new FormatError(
		"load",
		`the description of the checkpoint cannot be followed: ${problem}; the file is damaged, or of a later version of flambeau`,
	);
}
