/** Convolutions in plain JavaScript: every product, added where it belongs. */
import { build, get, type Nd } from "../reference.js";
import type { Sample } from "../sample.js";

interface Settings {
	readonly stride?: number;
	readonly dilation?: number;
	readonly groups?: number;
	readonly outputPadding?: number;
	/** Zeros before and after each side. */
	readonly sides?: readonly [number, number];
}

/** Every pair of a window and an element of it that lies in the image, along one dimension: [window, element, place]. */
function meetings(
	image: number,
	size: number,
	windows: number,
	{ stride = 1, dilation = 1, sides = [0, 0] }: Settings,
): (readonly [number, number, number])[] {
	return Array.from({ length: windows * size }, (_, i) => {
		const [window, element] = [Math.floor(i / size), i % size];
		const place = window * stride - sides[0] + element * dilation;
		return [window, element, place] as const;
	}).filter(([, , place]) => place >= 0 && place < image);
}

/** All combinations of one meeting from each dimension, as [windows, elements, places]. */
function everywhere(
	lists: (readonly [number, number, number])[][],
): (readonly [number[], number[], number[]])[] {
	return lists.reduce<(readonly [number[], number[], number[]])[]>(
		(found, list) =>
			found.flatMap(([w, e, p]) =>
				list.map(
					([window, element, place]) =>
						[
							[...w, window],
							[...e, element],
							[...p, place],
						] as const,
				),
			),
		[[[], [], []]],
	);
}

/** Calls `add` for every product that a convolution of x with the weight adds up. */
function eachProduct(
	x: readonly number[],
	weight: readonly number[],
	y: readonly number[],
	settings: Settings,
	add: (x: number[], weight: number[], y: number[]) => void,
): void {
	const [outputs, channels, ...size] = weight as [number, number];
	const each = outputs / (settings.groups ?? 1);
	const places = everywhere(
		(size as number[]).map((s, d) =>
			meetings(x[2 + d] as number, s, y[2 + d] as number, settings),
		),
	);
	for (let n = 0; n < (x[0] as number); n++)
		for (let o = 0; o < outputs; o++)
			for (let c = 0; c < channels; c++) {
				const channel = Math.floor(o / each) * channels + c;
				for (const [window, element, place] of places)
					add([n, channel, ...place], [o, c, ...element], [n, o, ...window]);
			}
}

/** Zeros to which products are added. */
function summing(shape: readonly number[]) {
	const sums = new Map<string, number>();
	return {
		add: (index: number[], value: number) =>
			sums.set(`${index}`, (sums.get(`${index}`) ?? 0) + value),
		result: (bias?: Nd) =>
			build(
				shape,
				(index) =>
					(sums.get(`${index}`) ?? 0) +
					(bias === undefined ? 0 : (bias.data[index[1] as number] as number)),
			),
	};
}

export function convolved(settings: Settings): Sample["oracle"] {
	return (x, weight, bias) => {
		const [given, w] = [x as Nd, weight as Nd];
		const { stride = 1, dilation = 1, sides = [0, 0] } = settings;
		const out = given.shape.slice(2).map((size, d) => {
			const reach = dilation * ((w.shape[2 + d] as number) - 1) + 1;
			return Math.floor((size + sides[0] + sides[1] - reach) / stride) + 1;
		});
		const shape = [given.shape[0], w.shape[0], ...out] as number[];
		const sums = summing(shape);
		eachProduct(given.shape, w.shape, shape, settings, (i, j, k) =>
			sums.add(k, get(given, i) * get(w, j)),
		);
		return sums.result(bias);
	};
}

export function transposed(settings: Settings): Sample["oracle"] {
	return (y, weight, bias) => {
		const [given, w] = [y as Nd, weight as Nd];
		const { stride = 1, dilation = 1, groups = 1 } = settings;
		const { sides = [0, 0], outputPadding = 0 } = settings;
		const out = given.shape.slice(2).map((size, d) => {
			const reach = dilation * ((w.shape[2 + d] as number) - 1) + 1;
			return (size - 1) * stride - 2 * sides[0] + reach + outputPadding;
		});
		const channels = (w.shape[1] as number) * groups;
		const shape = [given.shape[0], channels, ...out] as number[];
		const sums = summing(shape);
		eachProduct(shape, w.shape, given.shape, settings, (i, j, k) =>
			sums.add(i, get(given, k) * get(w, j)),
		);
		return sums.result(bias);
	};
}
