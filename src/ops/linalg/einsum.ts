/** Sums of products in Einstein's notation. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { sum } from "../reduce/reduce.js";
import { diagonal, permute, reshape } from "../shape/views.js";

/** Labels of one operand; those of the dimensions that "..." stands for are numbers, counted from the last. */
type Labels = readonly string[];

function labelsOf(text: string, rank: number): Labels {
	const [before = "", after] = text.split("...");
	const named = [...before, ...(after ?? "")];
	const odd = named.find((label) => !/[a-zA-Z]/.test(label));
	if (odd !== undefined || text.split("...").length > 2)
		throw new ValueError(
			"einsum",
			say`subscripts "${text}"; expected letters and at most one "..."`,
		);
	const hidden = rank - named.length;
	if (hidden < 0 || (after === undefined && hidden > 0))
		throw new ShapeError(
			"einsum",
			say`subscripts "${text}" for a tensor of ${rank} dimensions; give one letter for each, or "..."`,
		);
	const dots = Array.from({ length: hidden }, (_, i) => `${hidden - i}`);
	return [...before, ...dots, ...(after ?? "")];
}

/** A letter twice in one operand means its diagonal. */
function withoutRepeats(x: Tensor, labels: Labels): [Tensor, Labels] {
	for (let j = 1; j < labels.length; j++) {
		const label = labels[j] as string;
		const i = labels.indexOf(label);
		if (i === j) continue;
		if (x.size(i) !== x.size(j))
			throw new ShapeError(
				"einsum",
				say`"${label}" stands for ${x.size(i)} and ${x.size(j)} in ${show(x.shape)}; they must be equal`,
			);
		const rest = labels.filter((_, d) => d !== i && d !== j);
		return withoutRepeats(diagonal(x, 0, i, j), [...rest, label]);
	}
	return [x, labels];
}

/** The operand with a dimension, perhaps of size 1, for each label in order. */
function aligned(x: Tensor, labels: Labels, all: Labels): Tensor {
	const order = all.filter((label) => labels.includes(label));
	const sorted = permute(
		x,
		order.map((label) => labels.indexOf(label)),
	);
	return reshape(
		sorted,
		all.map((label) =>
			labels.includes(label) ? (x.shape[labels.indexOf(label)] as number) : 1,
		),
	);
}

function outputLabels(right: string | undefined, inputs: Labels): Labels {
	const letters = [...new Set(inputs)];
	const dots = letters
		.filter((label) => /\d/.test(label))
		.sort((a, b) => Number(b) - Number(a));
	if (right === undefined) {
		const once = letters.filter(
			(label) =>
				/[a-zA-Z]/.test(label) &&
				inputs.filter((other) => other === label).length === 1,
		);
		return [...dots, ...once.sort((a, b) => (a < b ? -1 : 1))];
	}
	const hidden = right.includes("...") ? dots.length : 0;
	const labels = labelsOf(right, right.replace("...", "").length + hidden);
	const odd = labels.find(
		(label, i) => !letters.includes(label) || labels.indexOf(label) !== i,
	);
	if (odd !== undefined)
		throw new ValueError(
			"einsum",
			say`"${odd}" in the output "${right}"; every letter must occur in an input, and once in the output`,
		);
	return labels;
}

/** Sums over the labels that are not wanted any more: a product of matrices where both factors have them. */
function multiplied(a: Tensor, b: Tensor, gone: readonly number[]): Tensor {
	const shape = broadcastShapes("einsum", [a.shape, b.shape]);
	const both = gone.filter((d) => a.shape[d] === b.shape[d]);
	const apart = gone.filter((d) => a.shape[d] !== b.shape[d]);
	// A dimension that only one factor has is summed before it multiplies anything; sums of bools and uint8 are int32.
	const alone = (x: Tensor) => {
		const dims = apart.filter((d) => x.shape[d] !== 1);
		return dims.length > 0 ? sum(x, dims, { keepdim: true }) : x;
	};
	const [x, y] = [alone(a), alone(b)];
	if (both.length === 0) return x.mul(y);
	const dims = shape.map((_, d) => d).filter((d) => !both.includes(d));
	const rows = dims.filter((d) => y.shape[d] === 1);
	const cols = dims.filter((d) => x.shape[d] === 1 && y.shape[d] !== 1);
	const batch = dims.filter((d) => !rows.includes(d) && !cols.includes(d));
	const sizes = (t: Tensor, list: readonly number[]) =>
		list.map((d) => t.shape[d] as number);
	const count = (list: readonly number[]) => list.reduce((n, s) => n * s, 1);
	const k = count(sizes(x, both));
	const left = reshape(permute(x, [...batch, ...rows, ...cols, ...both]), [
		...sizes(x, batch),
		count(sizes(x, rows)),
		k,
	]);
	const right = reshape(permute(y, [...batch, ...both, ...cols, ...rows]), [
		...sizes(y, batch),
		k,
		count(sizes(y, cols)),
	]);
	const product = left.matmul(right);
	const order = [...batch, ...rows, ...cols, ...both];
	const full = reshape(product, [
		...product.shape.slice(0, batch.length),
		...sizes(x, rows),
		...sizes(y, cols),
		...both.map(() => 1),
	]);
	return permute(
		full,
		order.map((_, d) => order.indexOf(d)),
	);
}

/**
 * Sums of products: each letter names a dimension, those missing on the right are summed over. Without "->" the letters
 * that occur once remain, in alphabetical order; "..." stands for dimensions that broadcast.
 * @example einsum("bij,bjk->bik", ones([2, 3, 4]), ones([2, 4, 5])).shape; // [2, 3, 5]
 */
export function einsum(
	equation: string,
	...operands: readonly Tensor[]
): Tensor {
	if (typeof equation !== "string")
		throw new ValueError(
			"einsum",
			say`expected an equation such as "ij,jk->ik", got ${equation}`,
		);
	const [left = "", right] = equation.replaceAll(" ", "").split("->");
	const texts = left.split(",");
	if (texts.length !== operands.length)
		throw new ValueError(
			"einsum",
			say`"${equation}" names ${texts.length} operands, and ${operands.length} are given`,
		);
	const given = operands.map((x, i) =>
		labelsOf(texts[i] as string, checkTensor("einsum", x).ndim),
	);
	const output = outputLabels(right, given.flat());
	const all = [
		...output,
		...new Set(given.flat().filter((label) => !output.includes(label))),
	];
	return composite("einsum", () => {
		const factors = operands.map((x, i) =>
			aligned(...withoutRepeats(x, given[i] as Labels), all),
		);
		broadcastShapes(
			"einsum",
			factors.map((x) => x.shape),
		);
		const summed = all.map((_, d) => d).slice(output.length);
		let result = factors[0] as Tensor;
		for (let i = 1; i < factors.length; i++) {
			const later = factors.slice(i + 1);
			const gone = summed.filter((d) => later.every((x) => x.shape[d] === 1));
			result = multiplied(result, factors[i] as Tensor, gone);
		}
		const rest = summed.filter(
			(d) => factors.length === 1 || result.size(d) !== 1,
		);
		const total =
			rest.length > 0 ? sum(result, rest, { keepdim: true }) : result;
		return reshape(total, total.shape.slice(0, output.length));
	});
}
