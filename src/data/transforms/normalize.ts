import { tidy } from "../../ops/engine/define.js";
import { tensor } from "../../tensor/create/from-data.js";
import type { Tensor } from "../../tensor/tensor.js";
import { checkIterable } from "../../value/arguments.js";
import {
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkNumber } from "../../value/scalar-value.js";
import { Transform } from "./transform.js";

/**
 * Subtracts a mean from each channel and divides by a standard deviation, as `torchvision.transforms.Normalize`.
 * Takes [..., channels, height, width].
 *
 * @param mean one number, or one for each channel
 * @param std the same; not zero
 * @throws DTypeError for integers, ShapeError for another number of channels
 * @example new transforms.Normalize([0.5], [0.5])(ones([1, 2, 2])); // [[[1, 1], [1, 1]]]
 */
export class Normalize extends Transform<Tensor, Tensor> {
	readonly mean: readonly number[];
	readonly std: readonly number[];

	constructor(
		mean: number | readonly number[],
		std: number | readonly number[],
	) {
		super();
		this.mean = numbersOf("mean", mean);
		this.std = numbersOf("std", std);
		if (this.std.includes(0))
			throw new ValueError(
				"Normalize",
				say`std ${show(this.std)} holds a zero, which would divide by zero`,
			);
	}

	forward(image: Tensor): Tensor {
		this.#check(image);
		return tidy(() => {
			const mean = tensor(this.mean, { dtype: image.dtype });
			const std = tensor(this.std, { dtype: image.dtype });
			return image.sub(mean.reshape([-1, 1, 1])).div(std.reshape([-1, 1, 1]));
		});
	}

	/** Channels are counted from the end, so a batch is nothing else. */
	override batch(images: Tensor): Tensor {
		return this.forward(images);
	}

	#check(image: Tensor): void {
		if (!image.isFloatingPoint())
			throw new DTypeError(
				"Normalize",
				say`an image of dtype ${image.dtype}; apply ToTensor first`,
			);
		if (image.ndim < 3)
			throw new ShapeError(
				"Normalize",
				say`an image of shape ${show(image.shape)}; expected [..., channels, height, width], as ToTensor gives`,
			);
		const channels = image.size(-3);
		for (const { length } of [this.mean, this.std])
			if (length !== 1 && length !== channels)
				throw new ShapeError(
					"Normalize",
					say`${length} values for the ${channels} channels of an image ${show(image.shape)}; give one, or ${channels}`,
				);
	}
}

function numbersOf(name: string, value: number | readonly number[]): number[] {
	const list = typeof value === "number" ? [value] : value;
	return Array.from(checkIterable("Normalize", name, list), (number) =>
		checkNumber("Normalize", name, number),
	);
}
