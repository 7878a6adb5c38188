/** Calls of activations: settings by position or by name, and last whether the input is written over. */

import { checkTensor } from "../../ops/engine/define.js";
import { assign } from "../../ops/engine/inplace.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { isPlainObject } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";

export interface InplaceOptions {
	/** Whether the result is written over the input, which is given back. Default false. */
	readonly inplace?: boolean;
}
/** By name, or as PyTorch's position. */
export type Inplace = boolean | InplaceOptions;

/** Settings by name. */
export type Settings<Name extends string> = InplaceOptions & {
	readonly [N in Name]?: number;
};

type Read<Name extends string> = { [N in Name]: number } & { inplace: boolean };

/**
 * @param defaults the settings in PyTorch's order; NaN where there is none
 * @param args positions, of which the last that is given may be an object of the rest by name
 */
export function readSettings<const Name extends string>(
	op: string,
	defaults: Readonly<Record<Name, number>>,
	...args: readonly unknown[]
): Read<Name> {
	const read: Record<string, unknown> = { ...defaults, inplace: false };
	const names = Object.keys(read);
	const put = (name: string, value: unknown) => {
		if (value === undefined) return;
		const wanted = name === "inplace" ? "boolean" : "number";
		if (!names.includes(name))
			throw new ValueError(
				op,
				say`there is no option ${name}; expected ${names.join(", ")}`,
			);
		if (typeof value !== wanted)
			throw new ValueError(
				op,
				say`${name} is ${quote(value)}; expected a ${wanted}`,
			);
		read[name] = value;
	};
	args.forEach((arg, i) => {
		if (isPlainObject(arg))
			for (const [name, value] of Object.entries(arg as object))
				put(name, value);
		else put(names[i] as string, arg);
	});
	return read as Read<Name>;
}

/** The activation of x, written over x if that is wanted. */
export function activate(
	op: string,
	x: Tensor,
	inplace: boolean,
	value: (x: Tensor) => Tensor,
): Tensor {
	checkTensor(op, x);
	return inplace ? assign(op, x, value) : value(x);
}
