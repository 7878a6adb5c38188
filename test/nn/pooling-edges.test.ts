import { describe, expect, test } from "vitest";
import {
	DTypeError,
	nn,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const { functional: f } = nn;

test("a NaN is the largest of its window, and of several the last", () => {
	const { NaN: nan, NEGATIVE_INFINITY: low } = Number;
	for (const dtype of ["float32", "float64"] as const) {
		const x = tensor([[nan, 1, nan, 2, 3, low, low, low, 1]], { dtype });
		const { values, indices } = f.maxPool1d(x, 3, null, {
			returnIndices: true,
		});
		expect(values.tolist()).toEqual([[nan, 3, 1]]);
		expect(indices.tolist()).toEqual([[2, 4, 8]]);
		const lowest = f.maxPool1d(x.narrow(1, 5, 3), 3, 1, {
			returnIndices: true,
		});
		expect(lowest.values.tolist()).toEqual([[low]]);
		expect(lowest.indices.tolist()).toEqual([[0]]);
		expect(f.avgPool1d(x, 3).tolist()).toEqual([[nan, low, low]]);
	}
});

test("means of integers are truncated", () => {
	const x = tensor([[-3, -2, 3, 2]], { dtype: "int32" });
	expect(f.avgPool1d(x, 2).tolist()).toEqual([[-2, 2]]);
	expect(f.avgPool1d(x, 2).dtype).toBe("int32");
});

test("an empty batch and no windows give empty results, and gradients of the input's shape", () => {
	const x = zeros([0, 2, 4, 4]).requiresGrad_();
	for (const y of [
		f.maxPool2d(x, 2),
		f.avgPool2d(x, 2),
		f.adaptiveAvgPool2d(x, 2),
	])
		expect(y.shape).toEqual([0, 2, 2, 2]);
	const image = randn([1, 4, 4]).requiresGrad_();
	for (const y of [
		f.adaptiveAvgPool2d(image, 0),
		f.adaptiveMaxPool2d(image, 0),
	]) {
		expect(y.shape).toEqual([1, 0, 0]);
		y.sum().backward();
	}
	expect(image.grad?.tolist()).toEqual(zeros([1, 4, 4]).tolist());
});

describe("is refused:", () => {
	const image = zeros([1, 4, 4]);
	test.each([
		[
			"a rank",
			() => f.maxPool2d(zeros([4, 4]), 2),
			ShapeError,
			/^maxPool2d.*\[4, 4\].*\[N, C, h, w\] or \[C, h, w\]/,
		],
		[
			"no channels",
			() => f.avgPool1d(zeros([1, 0, 4]), 2),
			ShapeError,
			/^avgPool1d.*\[1, 0, 4\].*only the batch may be 0/,
		],
		[
			"a large window",
			() => f.maxPool2d(image, 5),
			ShapeError,
			/^maxPool2d: a window of 5 over 4 elements/,
		],
		[
			"a wide padding",
			() => f.avgPool2d(image, 2, 2, { padding: 2 }),
			ValueError,
			/^avgPool2d: padding 2 of a kernel of size 2; at most half/,
		],
		[
			"a negative padding",
			() => f.avgPool2d(image, 2, 2, { padding: -1 }),
			ValueError,
			/^avgPool2d: padding is -1.*at least 0/,
		],
		[
			"a kernel of 0",
			() => f.maxPool2d(image, 0),
			ValueError,
			/^maxPool2d: kernelSize is 0.*at least 1/,
		],
		[
			"a stride of 0",
			() => f.maxPool2d(image, 2, [1, 0]),
			ValueError,
			/^maxPool2d: stride is \[1, 0\]/,
		],
		[
			"options as stride",
			() => f.maxPool2d(image, 2, { strides: 1 } as never),
			ValueError,
			/^maxPool2d: unknown option "strides"; did you mean "stride"\?/,
		],
		[
			"three sizes",
			() => f.avgPool2d(image, [1, 1, 1]),
			ValueError,
			/^avgPool2d: kernelSize is \[1, 1, 1\].*two of them/,
		],
		[
			"a fraction",
			() => f.adaptiveAvgPool2d(image, 1.5),
			ValueError,
			/^adaptiveAvgPool2d: outputSize is 1.5/,
		],
		[
			"a huge size",
			() => f.adaptiveAvgPool2d(image, [65536, 65536]),
			ShapeError,
			/^adaptiveAvgPool2d.*65536/,
		],
		[
			"a huge size of no batch",
			() => f.adaptiveMaxPool1d(zeros([0, 1, 4]), 2 ** 40),
			ShapeError,
			/^adaptiveMaxPool1d/,
		],
		[
			"only padding",
			() => f.maxPool1d(zeros([1, 4]), 2, 1, { padding: 1, dilation: 5 }),
			ValueError,
			/^maxPool1d: window 0 of 2 elements 5 apart holds nothing but padding/,
		],
		[
			"integers",
			() => f.maxPool2d(image.int(), 2),
			DTypeError,
			/^maxPool2d.*int32.*float32/,
		],
		[
			"bools",
			() => f.avgPool2d(image.bool(), 2),
			DTypeError,
			/^avgPool2d.*bool/,
		],
		[
			"integers to share out",
			() => f.adaptiveAvgPool2d(image.int(), 2),
			DTypeError,
			/^adaptiveAvgPool2d.*int32/,
		],
		[
			"a divisor of 0",
			() => f.avgPool2d(image, 2, 2, { divisorOverride: 0 }),
			ValueError,
			/^avgPool2d: divisorOverride 0/,
		],
		[
			"a norm of 0",
			() => f.lpPool2d(image, 0, 2),
			ValueError,
			/^lpPool2d: normType 0/,
		],
	] as const)("%s", (_, call, kind, message) => {
		expect(call).toThrow(kind);
		expect(call).toThrow(message);
	});
});

test("modules do what the functions do, and print as in PyTorch", () => {
	const x = randn([2, 3, 8, 8]);
	const line = x.flatten(2);
	const same = (a: Tensor, b: Tensor) => expect(a.tolist()).toEqual(b.tolist());
	same(new nn.MaxPool1d(3, 2)(line), f.maxPool1d(line, 3, 2));
	same(new nn.AvgPool1d(3)(line), f.avgPool1d(line, 3));
	same(new nn.AdaptiveMaxPool1d(5)(line), f.adaptiveMaxPool1d(line, 5));
	same(new nn.AdaptiveAvgPool1d(5)(line), f.adaptiveAvgPool1d(line, 5));
	same(
		new nn.AdaptiveAvgPool2d([3, null])(x),
		f.adaptiveAvgPool2d(x, [3, null]),
	);
	same(new nn.LPPool1d(2, 3)(line), f.lpPool1d(line, 2, 3));
	same(new nn.LPPool2d(2, 3, 1)(x), f.lpPool2d(x, 2, 3, 1));
	same(
		new nn.MaxPool2d(3, 2, { padding: 1 })(x),
		f.maxPool2d(x, 3, 2, { padding: 1 }),
	);
	const { values, indices } = new nn.MaxPool2d(2, null, {
		returnIndices: true,
	})(x);
	same(x.flatten(2).gather(2, indices.flatten(2)), values.flatten(2));
	const adaptive = new nn.AdaptiveMaxPool2d(2, { returnIndices: true })(x);
	same(adaptive.values, f.adaptiveMaxPool2d(x, 2));

	expect(String(new nn.MaxPool2d(3, 2))).toBe(
		"MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)",
	);
	expect(String(new nn.AvgPool2d([3, 2]))).toBe(
		"AvgPool2d(kernel_size=(3, 2), stride=(3, 2), padding=0)",
	);
	expect(String(new nn.AvgPool1d(3))).toBe(
		"AvgPool1d(kernel_size=(3,), stride=(3,), padding=(0,))",
	);
	expect(String(new nn.AdaptiveAvgPool2d([3, null]))).toBe(
		"AdaptiveAvgPool2d(output_size=(3, None))",
	);
	expect(String(new nn.LPPool2d(2, 3))).toBe(
		"LPPool2d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)",
	);
});
