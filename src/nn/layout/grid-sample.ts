/** Images read at other places: spatial transformers (Jaderberg et al. 2015). */

import { composite } from "../../ops/engine/composite.js";
import { checkTensor } from "../../ops/engine/define.js";
import { stack } from "../../ops/shape/join.js";
import type { Tensor } from "../../tensor/tensor.js";
import { checkChoice } from "../../value/arguments.js";
import { ShapeError, show } from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";

export interface GridSampleOptions {
	/** Between elements: the weighted mean of four, or the nearest. Default "bilinear". */
	readonly mode?: "bilinear" | "nearest";
	/** Outside of the image: zeros, its edge, or its mirror image. Default "zeros". */
	readonly paddingMode?: "zeros" | "border" | "reflection";
	/** Whether -1 and 1 are the centres of the outermost elements, or their outer edges. Default false: the edges. */
	readonly alignCorners?: boolean | null;
}

/** The centres of `size` elements between -1 and 1. */
function centres(like: Tensor, size: number, alignCorners: boolean): Tensor {
	const step = alignCorners ? (size > 1 ? 2 / (size - 1) : 0) : 2 / size;
	const first = alignCorners ? (size > 1 ? -1 : 0) : -1 + step / 2;
	return like.newOnes([size]).cumsum(0).sub(1).mul(step).add(first);
}

export function affineGrid(
	theta: Tensor,
	size: readonly number[],
	alignCorners: boolean | null = false,
): Tensor {
	const op = "affineGrid";
	const { shape } = checkTensor(op, theta);
	const [count, , rows, columns] = checkShape(op, size) as [
		number,
		number,
		number,
		number,
	];
	if (size.length !== 4 || show(shape) !== show([count, 2, 3]))
		throw new ShapeError(
			op,
			say`theta of shape ${show(shape)} and size ${show(size)}; expected [N, 2, 3] and [N, C, h, w]`,
		);
	return composite(op, () => {
		const corners = alignCorners ?? false;
		const x = centres(theta.detach(), columns, corners).expand([rows, columns]);
		const y = centres(theta.detach(), rows, corners)
			.unsqueeze(1)
			.expand([rows, columns]);
		const points = stack([x, y, x.detach().mul(0).add(1)], -1);
		return points
			.reshape([1, rows * columns, 3])
			.matmul(theta.transpose(1, 2))
			.reshape([count, rows, columns, 2]);
	});
}

export function gridSample(
	input: Tensor,
	grid: Tensor,
	options?: GridSampleOptions,
): Tensor {
	const op = "gridSample";
	const {
		mode = "bilinear",
		paddingMode = "zeros",
		alignCorners,
	} = readOptions(op, options);
	checkChoice(op, "mode", mode, ["bilinear", "nearest"]);
	checkChoice(op, "paddingMode", paddingMode, [
		"zeros",
		"border",
		"reflection",
	]);
	const { shape } = checkTensor(op, input);
	const places = checkTensor(op, grid).shape;
	if (
		shape.length !== 4 ||
		places.length !== 4 ||
		places[0] !== shape[0] ||
		places[3] !== 2 ||
		shape[2] === 0 ||
		shape[3] === 0
	)
		throw new ShapeError(
			op,
			say`an input of shape ${show(shape)} and a grid of shape ${show(places)}; expected [N, C, h, w] with elements and [N, h', w', 2]`,
		);
	return composite(op, () => {
		const corners = alignCorners ?? false;
		const [, , rows, columns] = shape as [number, number, number, number];
		const place = (axis: 0 | 1, count: number) =>
			padded(
				unscaled(grid.select(3, axis), count, corners),
				count,
				paddingMode,
				corners,
			);
		const [x, y] = [place(0, columns), place(1, rows)];
		if (mode === "nearest") return elementsAt(input, x.round(), y.round());
		const [left, top] = [x.detach().floor(), y.detach().floor()];
		const [right, bottom] = [left.add(1), top.add(1)];
		const part = (a: Tensor, b: Tensor, weight: Tensor) =>
			elementsAt(input, a, b).mul(weight.unsqueeze(1));
		return part(left, top, right.sub(x).mul(bottom.sub(y)))
			.add(part(right, top, x.sub(left).mul(bottom.sub(y))))
			.add(part(left, bottom, right.sub(x).mul(y.sub(top))))
			.add(part(right, bottom, x.sub(left).mul(y.sub(top))));
	});
}

/** From -1 and 1 to positions along a dimension. */
function unscaled(place: Tensor, count: number, alignCorners: boolean): Tensor {
	return alignCorners
		? place.add(1).mul((count - 1) / 2)
		: place.add(1).mul(count).sub(1).div(2);
}

/** Positions within the image, or as they are where zeros surround it. */
function padded(
	place: Tensor,
	count: number,
	mode: "zeros" | "border" | "reflection",
	alignCorners: boolean,
): Tensor {
	if (mode === "zeros") return place;
	const inner = { min: 0, max: count - 1 };
	if (mode === "border") return place.clamp(inner);
	const [low, high] = alignCorners ? [0, count - 1] : [-0.5, count - 0.5];
	const span = high - low;
	if (span === 0) return place.mul(0);
	const away = place.sub(low).abs();
	const turns = away.detach().div(span).floor();
	const rest = away.sub(turns.mul(span));
	const isOdd = turns.remainder(2).ne(0);
	return isOdd.choose(rest.rsub(span), rest).add(low).clamp(inner);
}

/** The elements at whole positions [N, h', w'], zeros outside: [N, C, h', w']. */
function elementsAt(input: Tensor, x: Tensor, y: Tensor): Tensor {
	const [count, channels, rows, columns] = input.shape as [
		number,
		number,
		number,
		number,
	];
	const inside = x
		.ge(0)
		.logicalAnd(x.lt(columns))
		.logicalAnd(y.ge(0))
		.logicalAnd(y.lt(rows));
	const flat = y.detach().mul(columns).add(x.detach());
	const index = inside.choose(flat, 0).int();
	const [, height, width] = x.shape as [number, number, number];
	const wide = (z: Tensor) =>
		z.unsqueeze(1).expand([count, channels, height, width]);
	const taken = input
		.reshape([count, channels, rows * columns])
		.gather(2, wide(index).reshape([count, channels, height * width]))
		.reshape([count, channels, height, width]);
	return wide(inside).choose(taken, 0);
}
