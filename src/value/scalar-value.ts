/** Single numbers from callers: that they are numbers, and what a dtype makes of them. */
import { type DType, dtypes } from "./dtype.js";
import { ValueError } from "./errors.js";
import { quote, say } from "./quote.js";

/** A number, booleans being 0 and 1. @throws ValueError for anything else */
export function checkNumber(op: string, name: string, value: unknown): number {
	if (typeof value === "number") return value;
	if (typeof value === "boolean") return Number(value);
	throw new ValueError(op, say`${name} is ${quote(value)}; expected a number`);
}

/**
 * The number as an element of the dtype: integers lose their fraction, as in PyTorch.
 * @throws ValueError for what the dtype cannot hold: it would come back as another number
 */
export function elementOf(
	op: string,
	name: string,
	value: unknown,
	dtype: DType,
): number {
	const number = checkNumber(op, name, value);
	if (dtypes[dtype].category === 2) return number;
	if (dtype === "bool") return Number(number !== 0);
	const whole = Math.trunc(number);
	const [least, most] = ranges[dtype as "int32" | "uint8"];
	if (whole >= least && whole <= most) return whole;
	throw new ValueError(
		op,
		say`${name} ${number} in a tensor of dtype ${dtype}, which holds ${least} to ${most}; use a float dtype`,
	);
}

/** Negative numbers count from the end of uint8, as in PyTorch: -1 is 255. */
const ranges = {
	int32: [-0x80000000, 0x7fffffff],
	uint8: [-255, 255],
} as const;

/** Whether int32 holds the number, which then may count as an integer. */
export function isInt32(value: number): boolean {
	return Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff;
}
