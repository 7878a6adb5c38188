/** PyTorch's notation of a tensor. */
import { dtypes, getDefaultDType } from "./dtype.js";
import { printOptions } from "./print-options.js";
import { readElements } from "./read.js";
import type { Tensor } from "./tensor.js";

/** The tensor as PyTorch prints it: `tensor([[1., 2.], [3., 4.]], requires_grad=True)` and the like. */
export function formatTensor(x: Tensor): string {
	const shown = x.numel() > printOptions().threshold;
	const values = collectShown(x, shown);
	const format = chooseFormat(values, x);
	const indent = "tensor(".length;
	const flat = readElements(x.storage, x.layout, x.dtype);
	const body =
		x.numel() === 0 ? "[]" : formatDim(x, flat, format, 0, 0, indent, shown);
	return `tensor(${body}${suffixes(x)})`;
}

function suffixes(x: Tensor): string {
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
	return parts.map((part) => `, ${part}`).join("");
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

type Format = (value: number) => string;

/** One format for all elements, as PyTorch chooses it, padded to the widest. */
function chooseFormat(values: readonly number[], x: Tensor): Format {
	const raw = rawFormat(values, x);
	const width = values.reduce((w, v) => Math.max(w, raw(v).length), 0);
	return (value) => raw(value).padStart(width);
}

function rawFormat(values: readonly number[], x: Tensor): Format {
	if (x.dtype === "bool") return (v) => (v === 0 ? "false" : "true");
	if (dtypes[x.dtype].category < 2) return (v) => String(v);
	const finite = values.filter((v) => Number.isFinite(v));
	const sizes = finite.filter((v) => v !== 0).map(Math.abs);
	const max = Math.max(...sizes, Number.NEGATIVE_INFINITY);
	const min = Math.min(...sizes, Number.POSITIVE_INFINITY);
	const integral = finite.every((v) => Number.isInteger(v));
	const wide = max / min > 1000 || max > 1e8;
	const { precision, sciMode } = printOptions();
	const exponents = integral
		? sizes.length > 0 && wide && max >= 1e8
		: wide || min < 1e-4;
	if (sciMode ?? exponents) return special((v) => scientific(v, precision));
	if (integral) return special((v) => `${signed(v, 0)}.`);
	return special((v) => signed(v, precision));
}

function special(format: Format): Format {
	return (v) =>
		Number.isNaN(v)
			? "nan"
			: v === Number.POSITIVE_INFINITY
				? "inf"
				: v === Number.NEGATIVE_INFINITY
					? "-inf"
					: format(v);
}

function signed(value: number, digits: number): string {
	const text = value.toFixed(digits);
	return Object.is(value, -0) && !text.startsWith("-") ? `-${text}` : text;
}

/** 1.0000e-05, with two digits of exponent as C prints it. */
function scientific(value: number, precision: number): string {
	const [mantissa, exponent] = value.toExponential(precision).split("e") as [
		string,
		string,
	];
	const digits = exponent.slice(1).padStart(2, "0");
	return `${mantissa}e${exponent[0]}${digits}`;
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
	if (dim === x.ndim) return format(flat[start] as number);
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
	return `[${wrap(parts, indent + 1)}]`;
}

/** Breaks a row into lines that are not too long. */
function wrap(parts: readonly string[], indent: number): string {
	const width = (parts[0]?.length ?? 0) + 2;
	const perLine = Math.max(
		1,
		Math.floor((printOptions().linewidth - indent) / width),
	);
	const lines: string[] = [];
	for (let i = 0; i < parts.length; i += perLine)
		lines.push(parts.slice(i, i + perLine).join(", "));
	return lines.join(`,\n${" ".repeat(indent)}`);
}
