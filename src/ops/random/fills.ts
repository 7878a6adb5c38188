/**
 * Filling tensors with numbers of further distributions, in PyTorch's order: composed of uniform and normal draws in
 * float64.
 */

import { noGrad } from "../../autograd/mode.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { fromFlat } from "../create/literal.js";
import { composite } from "../engine/composite.js";
import { copyElements } from "../engine/copy.js";
import { allocateTensor, checkTensor } from "../engine/define.js";
import { overwrite } from "../engine/inplace.js";
import { type Generator, generatorOf } from "./generator.js";
import {
	fillIntegers,
	normalsOneByOne,
	type RandomOptions,
	uniform_,
} from "./random.js";

/** Fills self with what `draw` gives: as many numbers in one dimension, of any dtype. */
function fillWith(
	name: string,
	self: Tensor,
	{ generator }: RandomOptions,
	draw: (count: number, generator: Generator) => Tensor,
): Tensor {
	const source = generatorOf(name, generator);
	return overwrite(name, self, (out) => {
		if (out.numel() === 0) return;
		noGrad(() =>
			composite(name, () => {
				const drawn = draw(out.numel(), source);
				beginOp();
				copyElements(drawn.reshape(out.shape), out);
				return [];
			}),
		);
	});
}

/** n numbers from 0 to 1 (excluded) in float64. */
function uniforms(count: number, generator: Generator): Tensor {
	return uniform_(allocateTensor([count], "float64"), 0, 1, { generator });
}

function checkFloat(name: string, self: Tensor): void {
	if (!checkTensor(name, self).isFloatingPoint())
		throw new DTypeError(
			name,
			say`fills float tensors, got ${self.dtype}; convert with float() first`,
		);
}

/** Fills with the number of tries up to the first success, each with probability `p`. */
export function geometric_(
	self: Tensor,
	p: number,
	options: RandomOptions = {},
): Tensor {
	readOptions("geometric_", options);
	checkNumber("geometric_", "p", p);
	if (checkTensor("geometric_", self).dtype === "bool")
		throw new DTypeError("geometric_", "fills tensors of numbers, got bool");
	if (!(p > 0 && p < 1))
		throw new ValueError(
			"geometric_",
			say`probability ${p}; expected more than 0 and less than 1`,
		);
	return fillWith("geometric_", self, options, (n, generator) =>
		uniforms(n, generator)
			.log()
			.div(Math.log(1 - p))
			.ceil(),
	);
}

/** Fills with Cauchy-distributed numbers around `median`. */
export function cauchy_(
	self: Tensor,
	median = 0,
	sigma = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("cauchy_", options);
	checkNumber("cauchy_", "median", median);
	checkNumber("cauchy_", "sigma", sigma);
	checkFloat("cauchy_", self);
	if (!(sigma > 0))
		throw new ValueError("cauchy_", say`sigma ${sigma}; it must be positive`);
	return fillWith("cauchy_", self, options, (n, generator) =>
		uniforms(n, generator).sub(0.5).mul(Math.PI).tan().mul(sigma).add(median),
	);
}

/** Fills with numbers whose logarithms are normal with `mean` and `std`. */
export function logNormal_(
	self: Tensor,
	mean = 1,
	std = 2,
	options: RandomOptions = {},
): Tensor {
	readOptions("logNormal_", options);
	checkNumber("logNormal_", "mean", mean);
	checkNumber("logNormal_", "std", std);
	checkFloat("logNormal_", self);
	if (!(std > 0))
		throw new ValueError("logNormal_", say`std ${std}; it must be positive`);
	return fillWith("logNormal_", self, options, (n, generator) =>
		normalsOneByOne(n, mean, std, generator).exp(),
	);
}

/** The largest integer up to which every one has its own value, by dtype; the default of `random_`. */
const LARGEST = {
	float32: 2 ** 24,
	float64: 2 ** 53,
	int32: 2 ** 31 - 1,
	uint8: 255,
	bool: 1,
} as const;

/**
 * Fills with integers from `from` to `to` (excluded); with one number up to it, with none over all that the dtype has
 * from 0 on.
 */
export function random_(
	self: Tensor,
	from?: number | null,
	to?: number | null,
	options: RandomOptions = {},
): Tensor {
	readOptions("random_", options);
	const most = LARGEST[checkTensor("random_", self).dtype];
	for (const bound of [from, to])
		if (bound !== undefined && bound !== null)
			checkNumber("random_", "a bound", bound);
	const everything = from === undefined && (to === undefined || to === null);
	const alone = to === undefined || to === null;
	const low = alone ? 0 : (from ?? 0);
	const high = everything ? most : ((alone ? from : to) as number) - 1;
	checkRange(self, low, high, most);
	return fillWith("random_", self, options, (n, generator) => {
		// The kernel counts in int32.
		if (low < -(2 ** 31) || high >= 2 ** 31)
			return wideIntegers(n, low, high, generator);
		const out = allocateTensor([n], "int32");
		fillIntegers(out, low, high + 1, generator);
		return out;
	});
}

/** Refuses what self's dtype cannot hold; `high` is included. */
function checkRange(
	self: Tensor,
	low: number,
	high: number,
	most: number,
): void {
	const least = self.isFloatingPoint()
		? -most
		: self.dtype === "int32"
			? -most - 1
			: 0;
	const whole = Number.isInteger(low) && Number.isInteger(high);
	if (!whole || high < low || low < least || high > most)
		throw new ValueError(
			"random_",
			say`from ${low} to ${high + 1} (excluded) in a tensor of dtype ${self.dtype}; expected integers, the first less than the second, from ${least} to ${most} (included)`,
		);
}

/** Integers beyond int32, for float64 tensors: one by one, since no kernel has the 64-bit draws. */
function wideIntegers(
	count: number,
	low: number,
	high: number,
	generator: Generator,
): Tensor {
	const range = BigInt(high) - BigInt(low) + 1n;
	const draw = (): bigint => BigInt(generator.random());
	const flat = Float64Array.from({ length: count }, () => {
		const word = range >> 32n ? (draw() << 32n) | draw() : draw();
		return low + Number(word % range);
	});
	return fromFlat(flat, [count], "float64");
}
