import { tensorFrom } from "../../ops/create/literal.js";
import { readOptions } from "../../value/options.js";
import { checkInteger, checkShape } from "../../value/shape.js";
import type { Tensor } from "../tensor.js";
import { pickDType, type TensorOptions } from "./options.js";

/** Row and column numbers of the lower triangle, int32 [2, count]. */
export function trilIndices(
	row: number,
	col: number,
	offset = 0,
	options: TensorOptions = {},
): Tensor {
	readOptions("trilIndices", options);
	checkInteger("trilIndices", "offset", offset);
	return triangleIndices(
		"trilIndices",
		row,
		col,
		options,
		(i, j) => j - i <= offset,
	);
}

/** Row and column numbers of the upper triangle, int32 [2, count]. */
export function triuIndices(
	row: number,
	col: number,
	offset = 0,
	options: TensorOptions = {},
): Tensor {
	readOptions("triuIndices", options);
	checkInteger("triuIndices", "offset", offset);
	return triangleIndices(
		"triuIndices",
		row,
		col,
		options,
		(i, j) => j - i >= offset,
	);
}

function triangleIndices(
	op: string,
	row: number,
	col: number,
	{ dtype }: TensorOptions,
	within: (i: number, j: number) => boolean,
): Tensor {
	checkShape(op, [row, col]);
	const rows: number[] = [];
	const cols: number[] = [];
	for (let i = 0; i < (col === 0 ? 0 : row); i++)
		for (let j = 0; j < col; j++)
			if (within(i, j)) {
				rows.push(i);
				cols.push(j);
			}
	return tensorFrom(
		Int32Array.from([...rows, ...cols]),
		pickDType(op, dtype, "int32"),
	).reshape([2, rows.length]);
}
