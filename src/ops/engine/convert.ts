/** The calls of `to`: PyTorch takes a dtype, a device or another tensor, then switches, or all of them by name. */

import type { Tensor } from "../../tensor/tensor.js";
import { checkDType, type DType, dtypes } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import {
	type Device,
	isPlainObject,
	readOptions,
} from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { to } from "./copy.js";
import { checkTensor } from "./define.js";

export interface ToOptions {
	/** Default: the dtype stays. */
	readonly dtype?: DType | null | undefined;
	/** Everything is on the CPU. */
	readonly device?: Device | null | undefined;
	/** Changes nothing: there is nothing to wait for. */
	readonly nonBlocking?: boolean | undefined;
	/** A new tensor, even if the dtype is the same. Default false. */
	readonly copy?: boolean | undefined;
}

interface Target {
	/** Undefined: it stays. */
	readonly dtype: DType | undefined;
	readonly copy: boolean;
}

/** `x.to(...args)`. */
export function toAsCalled(x: Tensor, args: readonly unknown[]): Tensor {
	const { dtype = x.dtype, copy } = readTarget(args);
	return to(x, dtype, copy);
}

/** What the arguments of `to` ask for. */
export function readTarget(args: readonly unknown[]): Target {
	const last = args.at(-1);
	const byName = isPlainObject(last);
	const given = byName ? args.slice(0, -1) : args;
	const options = byName ? readOptions("to", last as ToOptions) : {};
	const [dtype, ...switches] = readPositions(given, byName);
	if (dtype && options.dtype)
		throw new ValueError(
			"to",
			say`${dtype} by position and dtype ${options.dtype} by name; give one of them`,
		);
	if (switches.length > 2)
		throw new ValueError(
			"to",
			say`${args.length} arguments; expected a dtype, a device and a dtype, or a tensor, then nonBlocking and copy`,
		);
	const [nonBlocking = options.nonBlocking, copy = options.copy] = switches;
	checkSwitch("nonBlocking", nonBlocking);
	checkSwitch("copy", copy);
	return {
		dtype: (dtype as DType | undefined) ?? options.dtype ?? undefined,
		copy: copy === true,
	};
}

/** The dtype, if there is one, and the switches behind it. */
function readPositions(
	args: readonly unknown[],
	byName: boolean,
): readonly unknown[] {
	const [first, second, ...rest] = args;
	if (args.length === 0 && byName) return [undefined];
	if (isDType(first)) return args;
	if (typeof first === "object" && first !== null)
		return [checkTensor("to", first).dtype, ...args.slice(1)];
	const nothing = first === undefined || first === null;
	if (first !== "cpu" && !(nothing && args.length > 1))
		throw new DTypeError(
			"to",
			say`${quote(first)} is neither a dtype nor a device here; dtypes are ${Object.keys(dtypes).join(", ")}, and the only device is "cpu"`,
		);
	return [
		second == null ? undefined : checkDType("to", second as DType),
		...rest,
	];
}

export function isDType(value: unknown): value is DType {
	return typeof value === "string" && Object.hasOwn(dtypes, value);
}

function checkSwitch(name: string, value: unknown): void {
	if (value === undefined || typeof value === "boolean") return;
	throw new ValueError(
		"to",
		say`${name} is ${quote(value)}; expected true or false`,
	);
}
