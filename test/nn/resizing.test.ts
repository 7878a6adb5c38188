import { expect, test } from "vitest";
import {
	arange,
	nn,
	ones,
	randn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const { functional: f } = nn;
const image = arange(4, { dtype: "float32" }).reshape([1, 1, 2, 2]);

test("fold adds up what unfold took apart", () => {
	const x = randn([2, 3, 5, 6]);
	const options = { stride: 2, padding: 1 };
	const parts = f.unfold(x, 3, options);
	expect(parts.shape).toEqual([2, 27, 9]);
	const times = f.fold(
		f.unfold(ones([2, 3, 5, 6]), 3, options),
		[5, 6],
		3,
		options,
	);
	expect(f.fold(parts, [5, 6], 3, options).allclose(x.mul(times))).toBe(true);
	const [unfold, fold] = [
		new nn.Unfold(3, options),
		new nn.Fold([5, 6], 3, options),
	];
	expect(fold(unfold(x.select(0, 1))).shape).toEqual([3, 5, 6]);
	expect(String(unfold)).toBe(
		"Unfold(kernel_size=3, dilation=1, padding=1, stride=2)",
	);
	expect(String(fold)).toBe(
		"Fold(output_size=(5, 6), kernel_size=3, dilation=1, padding=1, stride=2)",
	);
});

test("padding layers are pad with their mode", () => {
	const line = tensor([[1, 2, 3]], { dtype: "float32" });
	const of = (layer: (x: Tensor) => Tensor) => layer(line).flatten().tolist();
	expect(of(new nn.ConstantPad1d([1, 2], 5))).toEqual([5, 1, 2, 3, 5, 5]);
	expect(of(new nn.ZeroPad1d(1))).toEqual([0, 1, 2, 3, 0]);
	expect(of(new nn.ReflectionPad1d([2, 0]))).toEqual([3, 2, 1, 2, 3]);
	expect(of(new nn.ReplicationPad1d([2, 0]))).toEqual([1, 1, 1, 2, 3]);
	const plane = (layer: (x: Tensor) => Tensor) =>
		layer(image).flatten().tolist();
	expect(plane(new nn.ConstantPad2d([0, 1, 0, 0], 7))).toEqual([
		0, 1, 7, 2, 3, 7,
	]);
	expect(plane(new nn.ZeroPad2d([0, 0, 1, 0]))).toEqual([0, 0, 0, 1, 2, 3]);
	expect(plane(new nn.ReflectionPad2d([0, 1, 0, 0]))).toEqual([
		0, 1, 0, 2, 3, 2,
	]);
	expect(plane(new nn.ReplicationPad2d([0, 0, 0, 1]))).toEqual([
		0, 1, 2, 3, 2, 3,
	]);
	expect(String(new nn.ZeroPad2d(1))).toBe("ZeroPad2d((1, 1, 1, 1))");
	expect(String(new nn.ConstantPad1d(1, 0.5))).toBe(
		"ConstantPad1d(padding=(1, 1), value=0.5)",
	);
});

test("pad continues what is left when elements are taken away", () => {
	const line = tensor([[1, 2, 3, 4]], { dtype: "float32" });
	const padded = (mode: "reflect" | "replicate" | "circular") =>
		f.pad(line, [-1, 2], { mode }).flatten().tolist();
	expect(padded("reflect")).toEqual([2, 3, 4, 3, 2]);
	expect(padded("replicate")).toEqual([2, 3, 4, 4, 4]);
	expect(padded("circular")).toEqual([2, 3, 4, 2, 3]);
});

test("padding by nothing is a copy", () => {
	for (const copy of [
		f.pad(image, []),
		f.pad(image, [0, 0], { mode: "constant" }),
		f.pad(image, [0, 0, 0, 0], { mode: "reflect" }),
		f.pixelShuffle(image, 1),
		f.interpolate(image, { size: 2 }),
	]) {
		expect(copy.equal(image)).toBe(true);
		copy.fill_(9);
		expect(image.flatten().tolist()).toEqual([0, 1, 2, 3]);
	}
});

test("pixelUnshuffle undoes pixelShuffle", () => {
	const x = randn([2, 18, 4, 5]);
	const [shuffle, unshuffle] = [
		new nn.PixelShuffle(3),
		new nn.PixelUnshuffle(3),
	];
	expect(shuffle(x).shape).toEqual([2, 2, 12, 15]);
	expect(unshuffle(shuffle(x)).equal(x)).toBe(true);
	expect(String(shuffle)).toBe("PixelShuffle(upscale_factor=3)");
	expect(String(unshuffle)).toBe("PixelUnshuffle(downscale_factor=3)");
});

test("interpolate computes with the scale given, or with the ratio of the sizes", () => {
	const x = arange(5, { dtype: "float64" }).reshape([1, 1, 5]);
	const options = { scaleFactor: 1.5, mode: "linear" } as const;
	const given = f.interpolate(x, options).flatten().tolist() as number[];
	expect(given[1]).toBeCloseTo(0.5, 12);
	const again = f.interpolate(x, { ...options, recomputeScaleFactor: true });
	expect(again.equal(f.interpolate(x, { size: 7, mode: "linear" }))).toBe(true);
	expect((again.flatten().tolist() as number[])[1]).toBeCloseTo(4 / 7, 12);
});

test("area leaves an infinity where it is", () => {
	const x = tensor([[[1, Number.POSITIVE_INFINITY, 2, 3, 4]]], {
		dtype: "float32",
	});
	const out = f.interpolate(x, { size: 3, mode: "area" }).flatten().tolist();
	expect(out).toEqual([
		Number.POSITIVE_INFINITY,
		Number.POSITIVE_INFINITY,
		3.5,
	]);
});

test("Upsample is interpolate", () => {
	const up = new nn.Upsample({ scaleFactor: [2, 1], mode: "bicubic" });
	const wanted = f.interpolate(image, { scaleFactor: [2, 1], mode: "bicubic" });
	expect(up(image).equal(wanted)).toBe(true);
	expect(String(up)).toBe("Upsample(scale_factor=(2.0, 1.0), mode=bicubic)");
	expect(String(new nn.Upsample({ size: 3 }))).toBe(
		"Upsample(size=3, mode=nearest)",
	);
});
