export type { SoftmaxOptions } from "../ops/nn/softmax.js";
export {
	type GeluOptions,
	gelu,
	leakyRelu,
	leakyRelu_,
	logSoftmax,
	relu,
	relu_,
	sigmoid,
	softmax,
	tanh,
} from "./activation/activation.js";
export {
	type GumbelSoftmaxOptions,
	gumbelSoftmax,
} from "./activation/gumbel-softmax.js";
export {
	hardshrink,
	hardsigmoid,
	hardswish,
	hardtanh,
	hardtanh_,
	prelu,
	relu6,
	softshrink,
	threshold,
	threshold_,
} from "./activation/piecewise.js";
export {
	celu,
	celu_,
	elu,
	elu_,
	glu,
	logsigmoid,
	mish,
	type SoftplusOptions,
	selu,
	selu_,
	silu,
	softmin,
	softplus,
	softsign,
	tanhshrink,
} from "./activation/smooth.js";
export {
	type AttentionOptions,
	scaledDotProductAttention,
} from "./attention/attention.js";
export {
	type Conv1dFunctionOptions,
	type Conv2dFunctionOptions,
	conv1d,
	conv2d,
} from "./conv/conv.js";
export {
	type ConvTranspose1dFunctionOptions,
	type ConvTranspose2dFunctionOptions,
	convTranspose1d,
	convTranspose2d,
} from "./conv/conv-transpose.js";
export { type FoldOptions, fold, unfold } from "./conv/fold.js";
export { type DropoutOptions, dropout } from "./dropout/dropout.js";
export * from "./dropout/feature-dropout.js";
export {
	type EmbeddingOptions,
	embedding,
	oneHot,
} from "./embedding/embedding.js";
export {
	type EmbeddingBagFunctionOptions,
	type EmbeddingBagMode,
	embeddingBag,
} from "./embedding/embedding-bag.js";
export {
	type InterpolateOptions,
	type InterpolationMode,
	interpolate,
} from "./layout/interpolate.js";
export { type PadMode, type PadOptions, pad } from "./layout/pad.js";
export { pixelShuffle, pixelUnshuffle } from "./layout/pixel-shuffle.js";
export { bilinear } from "./linear/bilinear.js";
export {
	type CosineSimilarityOptions,
	cosineSimilarity,
	type PairwiseDistanceOptions,
	pairwiseDistance,
} from "./linear/distance.js";
export { linear } from "./linear/linear.js";
export {
	type BCEWithLogitsOptions,
	type BinaryCrossEntropyOptions,
	binaryCrossEntropy,
	binaryCrossEntropyWithLogits,
} from "./loss/binary-cross-entropy.js";
export {
	type CrossEntropyOptions,
	crossEntropy,
	type NLLLossOptions,
	nllLoss,
} from "./loss/cross-entropy.js";
export type { Target } from "./loss/labels.js";
export {
	type GaussianNLLOptions,
	gaussianNllLoss,
	type KLDivOptions,
	klDiv,
	type PoissonNLLOptions,
	poissonNllLoss,
} from "./loss/likelihood.js";
export {
	cosineEmbeddingLoss,
	hingeEmbeddingLoss,
	type MarginOptions,
	marginRankingLoss,
	softMarginLoss,
	type TripletMarginOptions,
	tripletMarginLoss,
} from "./loss/margin.js";
export * from "./loss/multi-margin.js";
export type { Reduction, ReductionOptions } from "./loss/reduction.js";
export {
	type HuberOptions,
	huberLoss,
	l1Loss,
	mseLoss,
	type SmoothL1Options,
	smoothL1Loss,
} from "./loss/regression.js";
export type { Inplace, InplaceOptions, Settings } from "./module/settings.js";
export {
	type LocalResponseNormOptions,
	localResponseNorm,
} from "./norm/local-response-norm.js";
export {
	type BatchNormOptions,
	batchNorm,
	groupNorm,
	type InstanceNormOptions,
	instanceNorm,
	layerNorm,
	type NormOptions,
} from "./norm/norm.js";
export { type NormalizeOptions, normalize } from "./norm/normalize.js";
export { type RMSNormOptions, rmsNorm } from "./norm/rms-norm.js";
export {
	type AvgPool1dOptions,
	type AvgPool2dOptions,
	adaptiveAvgPool1d,
	adaptiveAvgPool2d,
	avgPool1d,
	avgPool2d,
	type LPPoolOptions,
	lpPool1d,
	lpPool2d,
} from "./pool/avg-pool.js";
export {
	type AdaptiveMaxPoolOptions,
	adaptiveMaxPool1d,
	adaptiveMaxPool2d,
	type MaxPooled,
	type MaxPoolOptions,
	maxPool1d,
	maxPool2d,
} from "./pool/max-pool.js";
