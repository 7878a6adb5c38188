import { describe, expect, expectTypeOf, test } from "vitest";
import { transforms } from "../../src/data/index.js";
import {
	arange,
	DTypeError,
	rand,
	ShapeError,
	stack,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const { Compose, Lambda, Normalize, ToTensor } = transforms;

function image(...shape: number[]): Tensor {
	return rand(shape).mul(256).to("uint8");
}

describe("ToTensor", () => {
	test("makes a grey image one channel between 0 and 1", () => {
		const out = new ToTensor()(
			tensor(Uint8Array.of(0, 51, 255, 102)).reshape([2, 2]),
		);
		expect([out.dtype, out.shape]).toEqual(["float32", [1, 2, 2]]);
		expect(out.tolist()).toEqual([
			[
				[0, Math.fround(0.2)],
				[1, Math.fround(0.4)],
			],
		]);
	});

	test("moves the channels to the front", () => {
		const rgb = image(4, 5, 3);
		const out = new ToTensor()(rgb);
		expect([out.shape, out.isContiguous()]).toEqual([[3, 4, 5], true]);
		expect(out.at(2, 1, 3).item()).toBe(
			Math.fround(rgb.at(1, 3, 2).item() / 255),
		);
	});

	test("does not divide what is not uint8", () => {
		const out = new ToTensor()(arange(4).float().reshape([2, 2]));
		expect(out.tolist()).toEqual([
			[
				[0, 1],
				[2, 3],
			],
		]);
	});

	test("refuses other ranks", () => {
		expect(() => new ToTensor()(zeros([3]))).toThrow(ShapeError);
		expect(() => new ToTensor().batch(zeros([3, 3]))).toThrow(ShapeError);
	});
});

describe("Normalize", () => {
	test("subtracts the mean and divides by the deviation, for each channel", () => {
		const x = tensor([[[1, 2]], [[3, 5]]]).float();
		expect(new Normalize([1, 3], [1, 2])(x).tolist()).toEqual([
			[[0, 1]],
			[[0, 1]],
		]);
		expect(new Normalize(1, 2)(x).tolist()).toEqual([[[0, 0.5]], [[1, 2]]]);
	});

	test("refuses integers, other channels and a zero deviation", () => {
		const normalize = new Normalize([0, 0], [1, 1]);
		expect(() => normalize(image(2, 4, 4))).toThrow(DTypeError);
		expect(() => normalize(zeros([3, 4, 4]))).toThrow(
			"Normalize: 2 values for the 3 channels of an image [3, 4, 4]",
		);
		expect(() => normalize(zeros([4, 4]))).toThrow(ShapeError);
		expect(() => new Normalize([0], [0])).toThrow(ValueError);
	});
});

describe("Compose and Lambda", () => {
	test("apply one after the other, and know the type that comes out", () => {
		const shapeOf = new Compose([
			new ToTensor(),
			(x: Tensor) => x.shape.join("×"),
		]);
		const out = shapeOf(image(2, 3));
		expectTypeOf(out).toEqualTypeOf<string>();
		expect(out).toBe("1×2×3");
	});

	test("treat a batch at once if each step can, with the same results", () => {
		const all = new Compose([
			new ToTensor(),
			new Normalize([0.1, 0.2, 0.3], [0.4, 0.5, 0.6]),
			new Lambda((x: Tensor) => x.flatten(), { batch: (x) => x.flatten(1) }),
		]);
		const images = [image(4, 5, 3), image(4, 5, 3)];
		const batch = all.batch?.(stack(images));
		expect(batch?.tolist()).toEqual(images.map((x) => all(x).tolist()));
		const grey = [image(4, 5), image(4, 5)];
		expect(new ToTensor().batch(stack(grey)).tolist()).toEqual(
			grey.map((x) => new ToTensor()(x).tolist()),
		);
	});

	test("treat no batch at once if a step cannot", () => {
		expect(
			new Compose([new ToTensor(), new Lambda((x: Tensor) => x)]).batch,
		).toBeUndefined();
	});
});
