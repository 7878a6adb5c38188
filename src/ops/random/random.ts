/** Filling tensors with random numbers, drawn in PyTorch's order. */

import { call } from "../../../bindings/run.js";
import { addressOf, beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { dtypes } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { named } from "../engine/composite.js";
import { copyElements, pointer, prepare } from "../engine/copy.js";
import {
	allocateTensor,
	apply,
	checkTensor,
	isTrue,
	type OpSpec,
	releaseTemporary,
	tidy,
} from "../engine/define.js";
import { overwrite } from "../engine/inplace.js";
import { kernelName } from "../engine/kernel-name.js";
import { type Generator, generatorOf } from "./generator.js";

export interface RandomOptions {
	/** Where the numbers come from. Default: the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

function fillFloats(
	name: string,
	self: Tensor,
	options: RandomOptions,
	fill: (state: number, out: number, n: number, suffix: "f32" | "f64") => void,
): Tensor {
	if (!checkTensor(name, self).isFloatingPoint())
		throw new DTypeError(
			name,
			say`fills float tensors, got ${self.dtype}; convert with float() first`,
		);
	return overwrite(name, self, (out) => {
		const state = generatorOf(name, options.generator).address();
		const suffix = out.dtype === "float64" ? "f64" : "f32";
		fill(state, pointer(out), out.layout.numel, suffix);
	});
}

/** Fills with numbers from `from` to `to`, evenly distributed. */
export function uniform_(
	self: Tensor,
	from = 0,
	to = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("uniform_", options);
	checkNumber("uniform_", "from", from);
	checkNumber("uniform_", "to", to);
	if (!(from <= to))
		throw new ValueError(
			"uniform_",
			say`from ${from} exceeds to ${to}; swap them`,
		);
	return fillFloats("uniform_", self, options, (state, out, n, suffix) =>
		call(kernelName("uniform", suffix), state, out, from, to, n),
	);
}

/** Fills with normally distributed numbers. */
export function normal_(
	self: Tensor,
	mean = 0,
	std = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("normal_", options);
	checkNumber("normal_", "mean", mean);
	checkNumber("normal_", "std", std);
	if (!(std >= 0))
		throw new ValueError(
			"normal_",
			say`std ${std}; a standard deviation is at least 0`,
		);
	// PyTorch draws in chunks only where the elements lie in order.
	if (!checkTensor("normal_", self).isContiguous() && self.isFloatingPoint())
		return overwrite("normal_", self, (out) => {
			const generator = generatorOf("normal_", options.generator);
			const drawn = normalsOneByOne(out.numel(), mean, std, generator);
			beginOp();
			copyElements(drawn.reshape(out.shape), out);
			drawn.dispose();
		});
	return fillFloats("normal_", self, options, (state, out, n, suffix) =>
		call(kernelName("normal", suffix), state, out, mean, std, n),
	);
}

/** As many normal numbers as PyTorch draws at once before it changes to chunks. */
const ONE_BY_ONE = 15;

/** n numbers drawn one by one, however many they are: in float64, rounded by whoever stores them. */
export function normalsOneByOne(
	count: number,
	mean: number,
	std: number,
	generator: Generator,
): Tensor {
	beginOp();
	const out = allocateTensor([count], "float64");
	for (let i = 0; i < count; i += ONE_BY_ONE)
		call(
			"normal_f64",
			generator.address(),
			pointer(out) + i * dtypes.float64.bytes,
			mean,
			std,
			Math.min(ONE_BY_ONE, count - i),
		);
	return out;
}

/** Fills with exponentially distributed numbers of rate `lambd`. */
export function exponential_(
	self: Tensor,
	lambd = 1,
	options: RandomOptions = {},
): Tensor {
	readOptions("exponential_", options);
	checkNumber("exponential_", "lambd", lambd);
	if (!(lambd > 0))
		throw new ValueError(
			"exponential_",
			say`rate ${lambd}; it must be positive`,
		);
	return fillFloats("exponential_", self, options, (state, out, n, suffix) =>
		call(kernelName("exponential", suffix), state, out, lambd, n),
	);
}

/** Fills with ones and zeros; each is one with probability `p`, a number or a tensor that broadcasts. */
export function bernoulli_(
	self: Tensor,
	p: number | Tensor = 0.5,
	options: RandomOptions = {},
): Tensor {
	readOptions("bernoulli_", options);
	checkTensor("bernoulli_", self);
	if (typeof p === "object") {
		const probabilities = checkTensor("bernoulli_", p).detached();
		const spread = named("bernoulli_", () => probabilities.expand(self.shape));
		const drawn = named("bernoulli_", () =>
			tidy(() => bernoulli(spread, options), true),
		);
		return overwrite("bernoulli_", self, (out) => {
			copyElements(drawn, out);
			releaseTemporary(drawn);
		});
	}
	if (!(checkNumber("bernoulli_", "p", p) >= 0 && p <= 1))
		throw new ValueError("bernoulli_", say`probability ${p}; expected 0 to 1`);
	return overwrite("bernoulli_", self, (out) => {
		const state = generatorOf("bernoulli_", options.generator).address();
		call(
			kernelName("bernoulli", dtypes[out.dtype].suffix),
			state,
			pointer(out),
			p,
			out.layout.numel,
		);
	});
}

interface DrawArgs {
	readonly generator: Generator;
}

const bernoulliSpec: OpSpec<DrawArgs> = {
	name: "bernoulli",
	infer: ([p]) => p as Tensor,
	forward: ([p], out, { generator }) => {
		const { suffix } = dtypes[out.dtype];
		call(
			kernelName("bernoulli_p", suffix),
			generator.address(),
			pointer(prepare(p as Tensor, out.dtype)),
			pointer(out),
			out.layout.numel,
		);
	},
	saves: "none",
	backward: (_, grad) => [grad.filledLike(0)],
};

/**
 * Ones and zeros of the tensor's shape and dtype: element i is one with probability p[i], or with a number after the
 * tensor each with that probability, whatever the tensor holds.
 */
export function bernoulli(p: Tensor, options?: RandomOptions): Tensor;
export function bernoulli(
	like: Tensor,
	p: number,
	options?: RandomOptions,
): Tensor;
export function bernoulli(
	x: Tensor,
	p?: number | RandomOptions,
	options: RandomOptions = {},
): Tensor {
	readOptions("bernoulli", options);
	checkTensor("bernoulli", x);
	if (typeof p === "number")
		return named("bernoulli", () =>
			bernoulli_(allocateTensor(x.shape, x.dtype), p, options),
		);
	const { generator = null } = readOptions("bernoulli", p ?? options);
	if (!x.isFloatingPoint())
		throw new DTypeError(
			"bernoulli",
			say`probabilities of dtype ${x.dtype}; expected a float dtype`,
		);
	const plain = x.detached();
	if (!isTrue(() => plain.ge(0).logicalAnd(plain.le(1)).all()))
		throw new ValueError("bernoulli", "probabilities must lie between 0 and 1");
	return apply(bernoulliSpec, [x], {
		generator: generatorOf("bernoulli", generator),
	});
}

/** Integers from `low` to `high` (excluded) into an int32 tensor. */
export function fillIntegers(
	out: Tensor,
	low: number,
	high: number,
	generator: Generator,
): void {
	beginOp();
	addressOf(out.storage);
	call(
		"randint_i32",
		generator.address(),
		pointer(out),
		low,
		high - low,
		out.layout.numel,
	);
}

/** The numbers from 0 to n - 1 in random order, as int32. */
export function permutation(n: number, generator: Generator): Tensor {
	beginOp();
	const out = allocateTensor([n], "int32");
	call("randperm_i32", generator.address(), pointer(out), n);
	return out;
}
