/** New tensors of random numbers whose parameters are tensors, drawn in PyTorch's order. */

import { call } from "../../../bindings/run.js";
import { noGrad } from "../../autograd/mode.js";
import { addressOf, beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { toFloat } from "../../value/dtype.js";
import { DTypeError, ValueError } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { resultType } from "../../value/promotion.js";
import { say } from "../../value/quote.js";
import { broadcastShapes } from "../../value/shape.js";
import { copyElements, pointer } from "../engine/copy.js";
import {
	allocateTensor,
	apply,
	checkTensor,
	isTrue,
	type OpSpec,
	tidy,
} from "../engine/define.js";
import { generatorOf } from "./generator.js";
import { normal_, type RandomOptions } from "./random.js";

interface SampleArgs {
	/** Gives a tensor of the output's shape. */
	readonly draw: () => Tensor;
}

/** Draws whose parameters are tensors: their gradients are zero, as in PyTorch. */
function sampling(name: string): OpSpec<SampleArgs> {
	return {
		name,
		infer: (inputs) => ({
			shape: broadcastShapes(
				name,
				inputs.map((x) => x.shape),
			),
			dtype: toFloat(resultType(...inputs)),
		}),
		forward: (_, out, { draw }) => {
			noGrad(() =>
				tidy(() => {
					const drawn = draw();
					beginOp();
					copyElements(drawn, out);
					return [];
				}),
			);
		},
		saves: "none",
		backward: ({ metas }, grad) => metas.map(() => grad.filledLike(0)),
	};
}

const normalSpec = sampling("normal");
const poissonSpec = sampling("poisson");

/** Normal numbers with means and standard deviations, of which at least one is a tensor; they broadcast. */
export function normalLike(
	mean: Tensor | number,
	std: Tensor | number,
	{ generator }: RandomOptions,
): Tensor {
	const tensors = [mean, std].filter((x) => typeof x !== "number") as Tensor[];
	for (const x of tensors) checkTensor("normal", x);
	const valid =
		typeof std === "number"
			? std >= 0
			: isTrue(() => std.detached().ge(0).all());
	if (!valid)
		throw new ValueError(
			"normal",
			say`std ${typeof std === "number" ? std : "with an element that is negative or NaN"}; a standard deviation is at least 0`,
		);
	const { shape, dtype } = normalSpec.infer(tensors, {
		draw: () => tensors[0] as Tensor,
	});
	return apply(normalSpec, tensors, {
		draw: () =>
			normal_(allocateTensor(shape, dtype), 0, 1, { generator })
				.mul_(std)
				.add_(mean),
	});
}

/**
 * Counts of events that come with the given rates. The gradient is zero.
 * @param rates float32 or float64 of any shape, none negative
 * @throws ValueError for a rate that is negative, NaN or infinite
 * @example poisson(tensor([0.5, 10, 200]));
 */
export function poisson(rates: Tensor, options: RandomOptions = {}): Tensor {
	readOptions("poisson", options);
	if (!checkTensor("poisson", rates).isFloatingPoint())
		throw new DTypeError(
			"poisson",
			say`rates of dtype ${rates.dtype}; expected float32 or float64`,
		);
	const plain = rates.detached();
	if (!isTrue(() => plain.ge(0).all()) || !isTrue(() => plain.isfinite().all()))
		throw new ValueError(
			"poisson",
			"rates must be finite and not negative; look for NaN or a missing exp() or softplus()",
		);
	const generator = generatorOf("poisson", options.generator);
	return apply(poissonSpec, [rates], {
		draw: () => {
			const dense = plain.double().contiguous();
			beginOp();
			addressOf(dense.storage);
			const out = allocateTensor(rates.shape, "float64");
			call(
				"poisson_f64",
				generator.address(),
				pointer(dense),
				pointer(out),
				rates.numel(),
			);
			return out;
		},
	});
}
