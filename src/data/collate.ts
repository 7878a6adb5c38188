/** Making a batch of items. */

import { tidy } from "../ops/engine/define.js";
import { stack } from "../ops/shape/join.js";
import { tensor } from "../tensor/create/from-data.js";
import { fromFlat, isTypedArray } from "../tensor/create/from-flat.js";
import { Tensor } from "../tensor/tensor.js";
import { checkList } from "../value/arguments.js";
import { getDefaultDType, type TypedArray } from "../value/dtype.js";
import { DTypeError, ShapeError } from "../value/errors.js";
import { say } from "../value/quote.js";

/** What `defaultCollate` makes of items of a type. */
export type Collated<Item> = unknown extends Item
	? unknown
	: Item extends Tensor | TypedArray | number | boolean
		? Tensor
		: Item extends string
			? string[]
			: CollatedFields<Item>;
type CollatedFields<Item> = { -readonly [K in keyof Item]: Collated<Item[K]> };

/**
 * Joins items into a batch, as `torch.utils.data.default_collate`: tensors and typed arrays are stacked, numbers make a
 * tensor of the default float dtype, strings stay a list, arrays and objects are joined field by field.
 *
 * @throws DTypeError for items of other kinds or of different kinds
 * @throws ShapeError for tensors or arrays of different sizes
 * @example defaultCollate([[ones([2]), 3], [zeros([2]), 4]]); // [a [2, 2] tensor, tensor([3, 4])]
 */
export function defaultCollate<Item>(items: readonly Item[]): Collated<Item> {
	if (checkList("defaultCollate", "items", items).length === 0)
		throw new ShapeError(
			"defaultCollate",
			"no items; a batch has at least one",
		);
	return collate(items) as Collated<Item>;
}

/** Deeper than any item that is meant: a list within itself has no end. */
const DEEPEST = 64;

function collate(items: readonly unknown[], depth = 0): unknown {
	if (depth > DEEPEST)
		throw new DTypeError(
			"defaultCollate",
			say`items are nested deeper than ${DEEPEST} levels; pass a collateFn`,
		);
	const kind = kindOf(items[0]);
	const odd = items.findIndex((item) => kindOf(item) !== kind);
	if (odd !== -1)
		throw new DTypeError(
			"defaultCollate",
			say`item 0 is of kind ${kind} and item ${odd} of kind ${kindOf(items[odd])}; all items of a batch must be alike, or pass a collateFn`,
		);
	return joiners[kind](items as never, depth + 1);
}

type Kind = keyof typeof joiners;

const joiners = {
	tensor: (items: readonly Tensor[]) => stack(items),
	"typed array": (items: readonly TypedArray[]) =>
		tidy(() => stack(items.map((item) => tensor(item)))),
	number: (items: readonly number[]) =>
		fromFlat(items, [items.length], getDefaultDType()),
	boolean: (items: readonly boolean[]) =>
		fromFlat(items, [items.length], "bool"),
	string: (items: readonly string[]) => [...items],
	array: collateArrays,
	object: collateObjects,
};

function kindOf(item: unknown): Kind {
	if (item instanceof Tensor) return "tensor";
	if (isTypedArray(item)) return "typed array";
	if (Array.isArray(item)) return "array";
	const type = typeof item;
	if (type === "number" || type === "boolean" || type === "string") return type;
	if (type === "object" && item !== null) return "object";
	throw new DTypeError(
		"defaultCollate",
		say`cannot make a batch of ${item}; items may hold tensors, typed arrays, numbers, booleans, strings, arrays and objects, or pass a collateFn`,
	);
}

function collateArrays(
	items: readonly (readonly unknown[])[],
	depth: number,
): unknown[] {
	const { length } = items[0] as readonly unknown[];
	const odd = items.findIndex((item) => item.length !== length);
	if (odd !== -1)
		throw new ShapeError(
			"defaultCollate",
			say`item 0 has ${length} elements and item ${odd} has ${items[odd]?.length}; all must have the same number, or pass a collateFn`,
		);
	return Array.from({ length }, (_, i) =>
		collate(
			items.map((item) => item[i]),
			depth,
		),
	);
}

function collateObjects(
	items: readonly Readonly<Record<string, unknown>>[],
	depth: number,
): Record<string, unknown> {
	const keys = Object.keys(items[0] as object);
	const batch: Record<string, unknown> = {};
	for (const key of keys) {
		const odd = items.findIndex((item) => !Object.hasOwn(item, key));
		if (odd !== -1)
			throw new ShapeError(
				"defaultCollate",
				say`item ${odd} has no "${key}", which item 0 has; all must have the same keys, or pass a collateFn`,
			);
		batch[key] = collate(
			items.map((item) => item[key]),
			depth,
		);
	}
	return batch;
}
