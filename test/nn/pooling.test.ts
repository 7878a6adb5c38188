import { describe, expect, test } from "vitest";
import {
	autograd,
	memory,
	nn,
	randn,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";
import { build, get, type Nd } from "../ops/reference.js";

const { functional: f } = nn;

const toNd = (x: Tensor): Nd => ({
	shape: x.shape,
	data: Array.from(x.toTypedArray()),
});

function expectClose(actual: Tensor, expected: Nd): void {
	expect(actual.shape).toEqual(expected.shape);
	const worst = Math.max(
		0,
		...Array.from(actual.toTypedArray(), (value, i) =>
			Math.abs(value - (expected.data[i] as number)),
		),
	);
	expect(worst).toBeLessThan(1e-5);
}

interface Settings {
	readonly kernel: number;
	readonly stride: number;
	readonly padding: number;
	readonly dilation: number;
	readonly ceilMode: boolean;
}

/** The elements of each window of the last two dimensions, undefined in the padding. */
function pooled(
	x: Nd,
	{ kernel, stride, padding, dilation, ceilMode }: Settings,
	reduce: (values: (number | undefined)[]) => number,
): Nd {
	const [n = 0, h = 0, w = 0] = x.shape;
	const size = (input: number) => {
		const room = input + 2 * padding - dilation * (kernel - 1) - 1;
		const windows = Math[ceilMode ? "ceil" : "floor"](room / stride) + 1;
		return ceilMode && (windows - 1) * stride >= input + padding
			? windows - 1
			: windows;
	};
	return build([n, size(h), size(w)], ([plane, i, j]) => {
		const values: (number | undefined)[] = [];
		for (let a = 0; a < kernel; a++)
			for (let b = 0; b < kernel; b++) {
				const r = (i as number) * stride - padding + a * dilation;
				const c = (j as number) * stride - padding + b * dilation;
				const inside = r >= 0 && r < h && c >= 0 && c < w;
				values.push(inside ? get(x, [plane as number, r, c]) : undefined);
			}
		return reduce(values);
	});
}

const inside = (values: (number | undefined)[]) =>
	values.filter((value) => value !== undefined);
const mean = (values: number[]) =>
	values.reduce((a, b) => a + b, 0) / values.length;

/** Widths around every loop of the kernels, and every way in which windows lie beside each other. */
const settings: Settings[] = [1, 2, 3, 4].flatMap((kernel) =>
	[1, 2, 3].flatMap((stride) =>
		[false, true].flatMap((ceilMode) =>
			[0, Math.floor(kernel / 2)].flatMap((padding) =>
				[1, 2].map((dilation) => ({
					kernel,
					stride,
					padding,
					dilation,
					ceilMode,
				})),
			),
		),
	),
);

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
	test.each([7, 8, 9, 12, 13])("windows over a width of %i", (width) => {
		const image = randn([2, 7, width], { dtype });
		const turned = randn([2, width, 7], { dtype }).transpose(1, 2);
		for (const x of [image, turned])
			for (const each of settings) {
				const { kernel, stride, dilation, ...options } = each;
				const { values, indices } = f.maxPool2d(x, kernel, stride, {
					...options,
					dilation,
					returnIndices: true,
				});
				const expected = pooled(toNd(x), each, (window) =>
					Math.max(...inside(window)),
				);
				expectClose(values, expected);
				const found = x.flatten(1).gather(1, indices.flatten(1));
				expect(found.tolist()).toEqual(values.flatten(1).tolist());
				if (dilation > 1) continue;
				expectClose(
					f.avgPool2d(x, kernel, stride, {
						...options,
						countIncludePad: false,
					}),
					pooled(toNd(x), each, (window) => mean(inside(window))),
				);
			}
	});

	test.each([
		[7, 9],
		[3, 5],
		[1, 4],
		[10, 20],
	])("adaptive windows, %i by %i of them", (high, wide) => {
		const x = randn([2, 7, 9], { dtype });
		const part = (o: number, of: number, size: number) =>
			[Math.floor((o * size) / of), Math.ceil(((o + 1) * size) / of)] as const;
		const window = (p: number, i: number, j: number) => {
			const values: number[] = [];
			const [top, bottom] = part(i, high, 7);
			const [left, right] = part(j, wide, 9);
			for (let r = top; r < bottom; r++)
				for (let c = left; c < right; c++) values.push(get(toNd(x), [p, r, c]));
			return values;
		};
		const expected = (reduce: (values: number[]) => number) =>
			build([2, high, wide], ([p = 0, i = 0, j = 0]) =>
				reduce(window(p, i, j)),
			);
		expectClose(f.adaptiveAvgPool2d(x, [high, wide]), expected(mean));
		expectClose(
			f.adaptiveMaxPool2d(x, [high, wide]),
			expected((values) => Math.max(...values)),
		);
	});
});

describe("gradients", () => {
	const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
		"maxPool2d overlapping": (x) => f.maxPool2d(x, 3, 1, { padding: 1 }),
		"maxPool2d apart": (x) => f.maxPool2d(x, [1, 2], 3),
		"maxPool2d dilated": (x) => f.maxPool2d(x, 2, 2, { dilation: 2 }),
		maxPool1d: (x) => f.maxPool1d(x.flatten(1), 3, 2, { ceilMode: true }),
		"avgPool2d overlapping": (x) => f.avgPool2d(x, 3, 2, { padding: 1 }),
		"avgPool2d apart": (x) => f.avgPool2d(x, [1, 2], 3, { ceilMode: true }),
		"avgPool2d by 5": (x) => f.avgPool2d(x, 2, 1, { divisorOverride: 5 }),
		avgPool1d: (x) => f.avgPool1d(x.flatten(1), 3, 2, { padding: 1 }),
		adaptiveAvgPool2d: (x) => f.adaptiveAvgPool2d(x, [2, 7]),
		"adaptiveAvgPool2d to 1": (x) => f.adaptiveAvgPool2d(x, 1),
		adaptiveAvgPool1d: (x) => f.adaptiveAvgPool1d(x.flatten(1), 4),
		adaptiveMaxPool2d: (x) => f.adaptiveMaxPool2d(x, [3, null]),
		adaptiveMaxPool1d: (x) => f.adaptiveMaxPool1d(x.flatten(1), 4),
		lpPool2d: (x) => f.lpPool2d(x.abs().add(0.1), 3, 2, 1),
		lpPool1d: (x) => f.lpPool1d(x.flatten(1), 2, 3, 2, { ceilMode: true }),
	};
	test.each(Object.entries(functions))(
		"of %s are the slopes of its values, and have slopes themselves",
		(_, fn) => {
			const leaf = () => randn([2, 5, 6], { dtype: "float64" }).requiresGrad_();
			expect(autograd.gradcheck(fn, [leaf()])).toBe(true);
			expect(autograd.gradgradcheck(fn, [leaf()])).toBe(true);
			const turned = (x: Tensor) => fn(x.transpose(1, 2));
			expect(autograd.gradcheck(turned, [leaf()])).toBe(true);
		},
	);

	test("of a max go to the first of equal elements, of an Lp pool of zeros nowhere", () => {
		const x = tensor([[0.5, 0.5, 0.5, 2, 2, 2]]).requiresGrad_();
		f.maxPool1d(x, 3).sum().backward();
		expect(x.grad?.tolist()).toEqual([[1, 0, 0, 1, 0, 0]]);
		const zero = zeros([1, 4]).requiresGrad_();
		f.lpPool1d(zero, 2, 2).sum().backward();
		expect(zero.grad?.tolist()).toEqual([[0, 0, 0, 0]]);
	});

	test("free what they needed", () => {
		const x = randn([2, 3, 8, 8]).requiresGrad_();
		const pass = () => {
			for (const y of [
				f.maxPool2d(x, 2),
				f.avgPool2d(x, 2),
				f.lpPool2d(x, 2, 2),
			]) {
				const loss = y.sum();
				loss.backward();
				y.dispose();
				loss.dispose();
			}
			x.grad?.dispose();
			x.grad = null;
		};
		pass();
		const before = memory().storages;
		pass();
		expect(memory().storages).toBe(before);
	});
});
