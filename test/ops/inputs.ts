/** Values for the samples' inputs, and tensors that hold them in every layout. */

import { tensor, zeros } from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { type DType, isFloatingDType } from "../../src/value/dtype.js";
import { build, count, get, type Nd, permuted, replaced } from "./reference.js";
import type { Domain, Sample } from "./sample.js";

export function domainOf(sample: Sample, input: number): Domain {
	const { domains = [] } = sample;
	return domains[Math.min(input, domains.length - 1)] ?? "any";
}

/** Whether the input takes the dtype of the run: indices and masks have their own. */
export const isData = (domain: Domain): boolean =>
	typeof domain === "string" && domain !== "mask";

export function dtypeFor(domain: Domain, dtype: DType): DType {
	if (isData(domain)) return dtype;
	return domain === "mask" ? "bool" : "int32";
}

/** 0 to 100 in a scrambled order. */
const scrambled = (i: number, salt: number): number =>
	(i * 37 + salt * 29 + 11) % 101;

function value(domain: Domain, dtype: DType, i: number, salt: number): number {
	const k = scrambled(i, salt);
	if (typeof domain === "object") return k % domain.size;
	if (domain === "mask" || dtype === "bool") return k % 2;
	if (dtype === "uint8" || dtype === "int32") {
		if (domain === "positive" || domain === "nonzero") return (k % 5) + 1;
		return dtype === "uint8" ? k % 7 : (k % 7) - 3;
	}
	const exact = fraction(domain, k, i);
	return dtype === "float32" ? Math.fround(exact) : exact;
}

function fraction(domain: Domain, k: number, i: number): number {
	const any = (k - 50) * 0.06 + 0.013;
	if (domain === "special")
		return [Number.NaN, 1 / 0, -1 / 0, 0, any][k % 5] as number;
	if (domain === "positive") return (k + 5) * 0.03;
	if (domain === "unit") return (k - 50) * 0.019 + 0.004;
	if (domain === "probability") return (k + 1) / 103;
	if (domain === "nonzero") return any + Math.sign(any) * 0.5;
	return domain === "zeros" && i % 3 === 1 ? 0 : any;
}

export function valuesFor(
	domain: Domain,
	dtype: DType,
	shape: readonly number[],
	salt: number,
): Nd {
	const data = Array.from({ length: count(shape) }, (_, i) =>
		value(domain, dtype, i, salt),
	);
	return { shape, data };
}

export const layouts = [
	"contiguous",
	"transposed",
	"offset",
	"stepped",
	"expanded",
] as const;
export type Layout = (typeof layouts)[number];

/** A tensor `leaf` and how to look at it so that it reads as the wanted array. */
export interface Laid {
	readonly leaf: Nd;
	readonly look: (leaf: Tensor) => Tensor;
	/** What the look gives. */
	readonly seen: Nd;
}

/** Room around the elements: it must never be read. */
const PAD = 17;

export function lay(layout: Layout, x: Nd): Laid {
	const rank = x.shape.length;
	if (layout === "transposed" && rank > 1) {
		const back = x.shape.map((_, d) => rank - 1 - d);
		return {
			leaf: permuted(x, back),
			look: (leaf) => leaf.permute(back),
			seen: x,
		};
	}
	if (layout === "offset") return layOffset(x);
	if (layout === "stepped" && rank > 0) {
		const last = x.shape[rank - 1] as number;
		const leaf = build([...x.shape.slice(0, -1), last * 2], (index) => {
			const i = index.at(-1) as number;
			return i % 2 === 0 ? get(x, replaced(index, rank - 1, i / 2)) : PAD;
		});
		return { leaf, look: (t) => t.at("...", "::2"), seen: x };
	}
	if (layout === "expanded" && rank > 0 && !x.shape.includes(0)) {
		const [, ...rest] = x.shape;
		const leaf = build([1, ...rest], (index) => get(x, index));
		return {
			leaf,
			look: (t) => t.expand(x.shape),
			seen: build(x.shape, (index) => get(leaf, index)),
		};
	}
	return { leaf: x, look: (leaf) => leaf, seen: x };
}

function layOffset(x: Nd): Laid {
	const [first = 1, ...rest] = x.shape;
	const scalar = x.shape.length === 0;
	const leaf = build([first + 3, ...rest], (index) => {
		const i = (index[0] as number) - 2;
		if (i < 0 || i >= first) return PAD;
		return get(x, scalar ? [] : replaced(index, 0, i));
	});
	return {
		leaf,
		look: (t) => (scalar ? t.select(0, 2) : t.narrow(0, 2, first)),
		seen: x,
	};
}

/** A contiguous tensor with these elements. */
export function make(x: Nd, dtype: DType, requiresGrad = false): Tensor {
	const options = {
		dtype,
		requiresGrad: requiresGrad && isFloatingDType(dtype),
	};
	if (x.data.length === 0) return zeros(x.shape, options);
	const flat =
		dtype === "float64"
			? Float64Array.from(x.data)
			: dtype === "float32"
				? Float32Array.from(x.data)
				: Int32Array.from(x.data);
	const line = tensor(flat, { dtype });
	const made = tensor(line.reshape(x.shape), options);
	// Thousands of inputs are made: what is left over would be moved out of the linear memory in the middle of a test.
	line.dispose();
	return made;
}
