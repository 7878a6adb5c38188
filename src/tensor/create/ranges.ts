import { tensorFrom } from "../../ops/create/literal.js";
import { spaced } from "../../ops/create/range.js";
import { getDefaultDType, isIntegerDType } from "../../value/dtype.js";
import { ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { isInt32 } from "../../value/scalar-value.js";
import type { Tensor } from "../tensor.js";
import { finish, pickDType, type TensorOptions } from "./options.js";

/**
 * Numbers from `start` up to `end` (excluded), `step` apart; one argument is the end. int32 if all are integers.
 * @example arange(3); arange(1, 2, 0.25);
 */
export function arange(end: number, options?: TensorOptions): Tensor;
export function arange(
	start: number,
	end: number,
	options?: TensorOptions,
): Tensor;
export function arange(
	start: number,
	end: number,
	step: number,
	options?: TensorOptions,
): Tensor;
export function arange(
	...given: (number | TensorOptions | undefined)[]
): Tensor {
	const last = given.at(-1);
	const hasOptions = typeof last === "object" || given.length > 3;
	const options = (hasOptions ? last : {}) as TensorOptions;
	readOptions("arange", options);
	const numbers = (hasOptions ? given.slice(0, -1) : given).filter(
		(number) => number !== undefined,
	);
	const [start, end, step = 1] = (
		numbers.length === 1 ? [0, numbers[0]] : numbers
	) as [number, number, number?];
	checkBounds("arange", start, end, step);
	if (step === 0 || (isIntegerDType(options.dtype) && Math.trunc(step) === 0))
		throw new ValueError(
			"arange",
			say`a step of ${step}${step === 0 ? "" : ` in dtype ${options.dtype} is 0`}; it must not be 0`,
		);
	const steps = (end - start) / step;
	if (steps < 0)
		throw new ValueError(
			"arange",
			say`from ${start} to ${end} by ${step}: the step points away from the end; change its sign`,
		);
	const integral = [start, end, step].every(isInt32);
	const dtype = pickDType(
		"arange",
		options.dtype,
		integral ? "int32" : getDefaultDType(),
	);
	return finish(spaced(start, step, Math.ceil(steps), dtype), options);
}

/** `steps` numbers from `start` to `end`, both included. @example linspace(0, 1, 5); */
export function linspace(
	start: number,
	end: number,
	steps: number,
	options: TensorOptions = {},
): Tensor {
	readOptions("linspace", options);
	const dtype = pickDType("linspace", options.dtype, getDefaultDType());
	return finish(
		tensorFrom(
			spacedBetween("linspace", start, end, steps, (x) => x),
			dtype,
		),
		options,
	);
}

/** base to the powers `start` to `end`, `steps` of them. @example logspace(0, 2, 3); */
export function logspace(
	start: number,
	end: number,
	steps: number,
	options: TensorOptions & { readonly base?: number } = {},
): Tensor {
	readOptions("logspace", options);
	const { base = 10 } = options;
	const dtype = pickDType("logspace", options.dtype, getDefaultDType());
	return finish(
		tensorFrom(
			spacedBetween("logspace", start, end, steps, (x) => base ** x),
			dtype,
		),
		options,
	);
}

function checkBounds(op: string, ...bounds: readonly number[]): void {
	const names = ["start", "end", "step"];
	bounds.forEach((bound, i) => {
		if (typeof bound !== "number" || !Number.isFinite(bound))
			throw new ValueError(
				op,
				say`${names[i]} is ${quote(bound)}; expected a finite number`,
			);
	});
}

/** As many float64 as the linear memory can hold. */
const MOST_STEPS = 2 ** 29 - 1;

/** In float64, from both ends towards the middle, so that both ends are exact. */
function spacedBetween(
	op: string,
	start: number,
	end: number,
	steps: number,
	map: (x: number) => number,
): Float64Array {
	checkBounds(op, start, end);
	if (!Number.isInteger(steps) || steps < 0 || steps > MOST_STEPS)
		throw new ValueError(
			op,
			say`${steps} steps; an integer from 0 to ${MOST_STEPS} is needed`,
		);
	const step = steps > 1 ? (end - start) / (steps - 1) : 0;
	const half = steps / 2;
	return Float64Array.from({ length: steps }, (_, i) =>
		map(i < half ? start + step * i : end - step * (steps - i - 1)),
	);
}
