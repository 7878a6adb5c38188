/** Names that are in several spaces do the same in each, and errors say the name that was called. */
import { expect, test } from "vitest";
import { sameAs } from "../../build/surface/aliases.js";
import * as flambeau from "../../src/index.js";
import { arange, randn, Tensor, tensor, zeros } from "../../src/index.js";

type Call = (...args: unknown[]) => unknown;

function at(path: string): Call {
	return path
		.split(".")
		.reduce<unknown>(
			(home, key) => (home as Record<string, unknown>)[key],
			flambeau,
		) as Call;
}

const values = tensor([[0.25, 0.5, 0.75]]);
const images = arange(64).float().reshape([1, 4, 4, 4]);
const lines = images.reshape([1, 4, 16]);
const kernels = randn([4, 4, 2, 2]);
const weights = kernels.reshape([4, 4, 4]);
const square = tensor([
	[4, 1],
	[1, 3],
]);

/** Arguments for those that take more than one tensor of numbers between 0 and 1. */
const given: Readonly<Record<string, readonly unknown[]>> = {
	polygamma: [1, values],
	xlogy: [values, values],
	logsumexp: [values, 1],
	softmax: [values, 1],
	logSoftmax: [values, 1],
	conv1d: [lines, weights],
	conv2d: [images, kernels],
	convTranspose1d: [lines, weights],
	convTranspose2d: [images, kernels],
	bilinear: [values, values, randn([2, 3, 3])],
	cosineSimilarity: [values, values],
	pairwiseDistance: [values, values.neg()],
	pixelShuffle: [images, 2],
	pixelUnshuffle: [images, 2],
	prelu: [values.neg(), tensor([0.1])],
	threshold: [values, 0.4, 9],
	threshold_: [values, 0.4, 9],
	adaptiveAvgPool1d: [lines, 2],
	avgPool1d: [lines, 2],
	maxPool1d: [lines, 2],
	maxPool2d: [images, 2],
	groupNorm: [images, 2],
	layerNorm: [values, [3]],
	binaryCrossEntropyWithLogits: [values, values],
	klDiv: [values, values],
	poissonNllLoss: [values, values],
	cosineEmbeddingLoss: [values, values, tensor([1])],
	hingeEmbeddingLoss: [values, tensor([[1, -1, 1]])],
	marginRankingLoss: [values, values.neg(), tensor([[1]])],
	tripletMarginLoss: [values, values.neg(), values.mul(2)],
	ctcLoss: [zeros([4, 1, 3]).logSoftmax(2), tensor([[1, 2]]), [4], [2]],
	matrixExp: [square],
	det: [square],
	inverse: [square],
	slogdet: [square],
	cholesky: [square],
	matrixPower: [square, 3],
};

const plain = (result: unknown): unknown =>
	result instanceof Tensor
		? result.tolist()
		: [...(result as Iterable<Tensor>)].map((x) => x.tolist());

test.each(Object.entries(sameAs))("%s is %s", (path, own) => {
	const name = path.split(".").at(-1) as string;
	const args = () =>
		(given[name] ?? [values]).map((arg) =>
			arg instanceof Tensor ? arg.clone() : arg,
		);
	expect(plain(at(path)(...args()))).toEqual(plain(at(own)(...args())));
	expect(() => at(path)({}, {})).toThrow(new RegExp(`^${name}: `));
});
