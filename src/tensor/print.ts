/** PyTorch's notation of a tensor. */

import { readElements } from "../memory/read.js";
import { dtypes, getDefaultDType } from "../value/dtype.js";
import { fixed, scientific } from "./print-number.js";
import { printOptions } from "./print-options.js";
import type { Tensor } from "./tensor.js";

const PREFIX = "tensor(";

/** The tensor as PyTorch prints it: `tensor([[1., 2.], [3., 4.]], requires_grad=True)` and the like. */
export function formatTensor(x: Tensor): string {
	const shorten = x.numel() > printOptions().threshold;
	const format = chooseFormat(collectShown(x, shorten), x);
	const flat = readElements(x.storage, x.layout, x.dtype);
	const body =
		x.numel() === 0
			? "[]"
			: formatDim(x, flat, format, 0, 0, PREFIX.length, shorten);
	return withSuffixes(PREFIX + body, suffixes(x));
}

/** A suffix that would go past the width of a line begins a new one. */
function withSuffixes(text: string, suffixes: readonly string[]): string {
	let out = text;
	let width = text.length - text.lastIndexOf("\n") + 1;
	for (const suffix of suffixes) {
		const wraps = width + suffix.length + 2 > printOptions().linewidth;
		out += wraps ? `,\n${" ".repeat(PREFIX.length)}${suffix}` : `, ${suffix}`;
		width = (wraps ? PREFIX.length : width + 2) + suffix.length;
	}
	return `${out})`;
}

function suffixes(x: Tensor): string[] {
	const parts: string[] = [];
	if (x.numel() === 0 && x.ndim !== 1)
		parts.push(`size=[${x.shape.join(", ")}]`);
	const implied =
		x.dtype === getDefaultDType() || x.dtype === "int32" || x.dtype === "bool";
	if (!implied || (x.numel() === 0 && x.dtype !== getDefaultDType()))
		parts.push(`dtype=${x.dtype}`);
	const { gradFn } = x;
	if (gradFn !== null) parts.push(`gradFn=<${gradFn.name}>`);
	else if (x.requiresGrad) parts.push("requiresGrad=true");
	return parts;
}

/** The positions along a dimension that are printed; undefined stands for "...". */
function positions(size: number, shorten: boolean): (number | undefined)[] {
	const { edgeitems } = printOptions();
	if (!shorten || size <= 2 * edgeitems)
		return Array.from({ length: size }, (_, i) => i);
	const edge = Array.from({ length: edgeitems }, (_, i) => i);
	return [...edge, undefined, ...edge.map((i) => size - edgeitems + i)];
}

function collectShown(x: Tensor, shorten: boolean): number[] {
	const flat = readElements(x.storage, x.layout, x.dtype);
	if (!shorten) return Array.from(flat);
	const out: number[] = [];
	const walk = (dim: number, start: number): void => {
		if (dim === x.ndim) {
			out.push(flat[start] as number);
			return;
		}
		const step = x.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
		for (const i of positions(x.size(dim), true))
			if (i !== undefined) walk(dim + 1, start + i * step);
	};
	walk(0, 0);
	return out;
}

/** How an element is written, padded to a width that all have but those that are wider. */
interface Format {
	readonly write: (value: number) => string;
	readonly width: number;
}

function formatOf(
	raw: (value: number) => string,
	widest: readonly number[],
	mode = raw,
): Format {
	const width = widest.reduce((w, v) => Math.max(w, raw(v).length), 1);
	return { write: (value) => mode(value).padStart(width), width };
}

/** One format for all elements, as PyTorch chooses it. Zeros and what is not finite do not count for its width. */
function chooseFormat(values: readonly number[], x: Tensor): Format {
	if (x.dtype === "bool")
		return formatOf((v) => (v === 0 ? "false" : "true"), values);
	if (dtypes[x.dtype].category < 2) return formatOf(String, values);
	const counted = values.filter((v) => Number.isFinite(v) && v !== 0);
	const sizes = counted.map(Math.abs);
	const max = sizes.reduce((a, b) => Math.max(a, b), 0);
	const min = sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
	const integral = counted.every((v) => Number.isInteger(v));
	const wide = max / min > 1000 || max > 1e8 || (!integral && min < 1e-4);
	// Settled for the width before the option is asked, as in PyTorch.
	const raw = floatFormat(wide, integral);
	const sciMode = printOptions().sciMode ?? wide;
	return formatOf(raw, counted, floatFormat(sciMode, integral));
}

function floatFormat(
	sciMode: boolean,
	integral: boolean,
): (value: number) => string {
	const { precision } = printOptions();
	if (sciMode) return (v) => scientific(v, precision);
	if (!integral) return (v) => fixed(v, precision);
	return (v) => (Number.isFinite(v) ? `${fixed(v, 0)}.` : fixed(v, 0));
}

function formatDim(
	x: Tensor,
	flat: ArrayLike<number>,
	format: Format,
	dim: number,
	start: number,
	indent: number,
	shorten: boolean,
): string {
	if (dim === x.ndim) return format.write(flat[start] as number);
	const step = x.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
	const parts = positions(x.size(dim), shorten).map((i) =>
		i === undefined
			? dim === x.ndim - 1
				? " ..."
				: "..."
			: formatDim(
					x,
					flat,
					format,
					dim + 1,
					start + i * step,
					indent + 1,
					shorten,
				),
	);
	if (dim < x.ndim - 1) {
		const gap = "\n".repeat(x.ndim - 1 - dim);
		return `[${parts.join(`,${gap}${" ".repeat(indent + 1)}`)}]`;
	}
	return `[${wrap(parts, indent, format.width)}]`;
}

/** Breaks a row into lines that are not too long. */
function wrap(
	parts: readonly string[],
	indent: number,
	elementWidth: number,
): string {
	const room = printOptions().linewidth - indent;
	const perLine = Math.max(1, Math.floor(room / (elementWidth + 2)));
	const lines: string[] = [];
	for (let i = 0; i < parts.length; i += perLine)
		lines.push(parts.slice(i, i + perLine).join(", "));
	return lines.join(`,\n${" ".repeat(indent + 1)}`);
}
