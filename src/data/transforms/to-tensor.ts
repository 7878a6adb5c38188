import { tidy } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { getDefaultDType } from "../../value/dtype.js";
import { ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { Transform } from "./transform.js";

/**
 * Makes an image [height, width] or [height, width, channels] a tensor [channels, height, width]; uint8 becomes float32
 * between 0 and 1. As `torchvision.transforms.ToTensor`.
 *
 * @throws ShapeError for tensors of other ranks
 * @example new transforms.ToTensor()(zeros([28, 28], { dtype: "uint8" })).shape; // [1, 28, 28]
 */
export class ToTensor extends Transform<Tensor, Tensor> {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "ToTensor";

	forward(image: Tensor): Tensor {
		if (image.ndim !== 2 && image.ndim !== 3)
			throw refusal(image, "[height, width] or [height, width, channels]");
		return tidy(() => scaled(channelsFirst(image, image.ndim === 2)));
	}

	/** The same of images [N, height, width] or [N, height, width, channels]. */
	override batch(images: Tensor): Tensor {
		if (images.ndim !== 3 && images.ndim !== 4)
			throw refusal(
				images,
				"[N, height, width] or [N, height, width, channels]",
			);
		return tidy(() => scaled(channelsFirst(images, images.ndim === 3)));
	}
}

function refusal(image: Tensor, expected: string): ShapeError {
	return new ShapeError(
		"ToTensor",
		say`an image of shape ${show(image.shape)}; expected ${expected}`,
	);
}

function channelsFirst(image: Tensor, grey: boolean): Tensor {
	if (grey) return image.unsqueeze(-3);
	const rank = image.ndim;
	return image.transpose(rank - 1, rank - 2).transpose(rank - 2, rank - 3);
}

function scaled(image: Tensor): Tensor {
	return image.dtype === "uint8"
		? image.to(getDefaultDType()).div(255)
		: image.contiguous();
}
