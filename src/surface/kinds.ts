/** Which values a type of the notation takes. Used where overloads are told apart; each operation checks its own values. */
import { isTensor } from "../ops/engine/define.js";
import { isPlainObject } from "../value/options.js";
import type { Parameter } from "./schema.js";

type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === "number";
const isInteger: Test = (value) =>
	Number.isInteger(value) || typeof value === "bigint";
const isScalar: Test = (value) =>
	typeof value === "number" || typeof value === "boolean";

function isListOf(test: Test): Test {
	return (value) =>
		(Array.isArray(value) && value.every(test)) ||
		(ArrayBuffer.isView(value) && test(0));
}

const kinds: Readonly<Record<string, Test>> = {
	Tensor: isTensor,
	Operand: (value) => isScalar(value) || isTensor(value),
	Scalar: isScalar,
	int: isInteger,
	float: isNumber,
	bool: (value) => typeof value === "boolean",
	str: (value) => typeof value === "string",
	dtype: (value) => typeof value === "string",
	"int[]": isListOf(isInteger),
	"float[]": isListOf(isNumber),
	"Tensor[]": isListOf(isTensor),
	Generator: (value) => typeof value === "object" && !isPlainObject(value),
};

/** Whether the parameter takes the value, as far as its type says. */
export function takes(parameter: Parameter, value: unknown): boolean {
	if (value === null) return parameter.nullable;
	return parameter.type.split("|").some((type) => isOf(type, value));
}

function isOf(type: string, value: unknown): boolean {
	if (type.startsWith('"')) return type === JSON.stringify(value);
	if (/^int\[\d\]$/.test(type))
		return isInteger(value) || kinds["int[]"]?.(value) === true;
	return kinds[type]?.(value) ?? true;
}

const words: Readonly<Record<string, string>> = {
	Tensor: "a tensor",
	Operand: "a tensor or a number",
	Scalar: "a number",
	int: "an integer",
	float: "a number",
	bool: "true or false",
	str: "a string",
	dtype: "a dtype",
	"int[]": "a list of integers",
	"Tensor[]": "a list of tensors",
};

/** How the values of a parameter are called in messages. */
export function wanted({ type, nullable }: Parameter): string {
	const kinds = type
		.split("|")
		.map((one) =>
			/^int\[\d\]$/.test(one)
				? "an integer or a list of them"
				: (words[one] ?? one),
		);
	if (nullable) kinds.push("null");
	return kinds.join(" or ");
}

/**
 * Whether a plain object is a value of the parameter, and not the options of the call: `{ length, get }` is a dataset,
 * `{ weight: 0 }` the dimensions of a structure unless it names one of the call's parameters.
 */
export function holdsObjects(
	{ type }: Parameter,
	value: object,
	params: readonly Parameter[],
): boolean {
	if (type === "Any" || type === "Dict") return true;
	if (type === "Dims") return !params.some(({ name }) => name in value);
	return /^(Sized|Source|DatasetLike)\b/.test(type) && "length" in value;
}
