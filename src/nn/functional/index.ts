export type { SoftmaxOptions } from "../../ops/softmax.js";
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
} from "./activation.js";
export {
	type AttentionOptions,
	scaledDotProductAttention,
} from "./attention.js";
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
} from "./avg-pool.js";
export { bilinear } from "./bilinear.js";
export {
	type BCEWithLogitsOptions,
	type BinaryCrossEntropyOptions,
	binaryCrossEntropy,
	binaryCrossEntropyWithLogits,
} from "./binary-cross-entropy.js";
export {
	type Conv1dFunctionOptions,
	type Conv2dFunctionOptions,
	conv1d,
	conv2d,
} from "./conv.js";
export {
	type ConvTranspose1dFunctionOptions,
	type ConvTranspose2dFunctionOptions,
	convTranspose1d,
	convTranspose2d,
} from "./conv-transpose.js";
export {
	type CrossEntropyOptions,
	crossEntropy,
	type NLLLossOptions,
	nllLoss,
} from "./cross-entropy.js";
export {
	type CosineSimilarityOptions,
	cosineSimilarity,
	type PairwiseDistanceOptions,
	pairwiseDistance,
} from "./distance.js";
export { type DropoutOptions, dropout } from "./dropout.js";
export { type EmbeddingOptions, embedding, oneHot } from "./embedding.js";
export {
	type EmbeddingBagFunctionOptions,
	type EmbeddingBagMode,
	embeddingBag,
} from "./embedding-bag.js";
export * from "./feature-dropout.js";
export { type FoldOptions, fold, unfold } from "./fold.js";
export { type GumbelSoftmaxOptions, gumbelSoftmax } from "./gumbel-softmax.js";
export {
	type InterpolateOptions,
	type InterpolationMode,
	interpolate,
} from "./interpolate.js";
export type { Target } from "./labels.js";
export {
	type GaussianNLLOptions,
	gaussianNllLoss,
	type KLDivOptions,
	klDiv,
	type PoissonNLLOptions,
	poissonNllLoss,
} from "./likelihood-loss.js";
export { linear } from "./linear.js";
export {
	type LocalResponseNormOptions,
	localResponseNorm,
} from "./local-response-norm.js";
export {
	cosineEmbeddingLoss,
	hingeEmbeddingLoss,
	type MarginOptions,
	marginRankingLoss,
	softMarginLoss,
	type TripletMarginOptions,
	tripletMarginLoss,
} from "./margin-loss.js";
export {
	type AdaptiveMaxPoolOptions,
	adaptiveMaxPool1d,
	adaptiveMaxPool2d,
	type MaxPooled,
	type MaxPoolOptions,
	maxPool1d,
	maxPool2d,
} from "./max-pool.js";
export * from "./multi-margin-loss.js";
export {
	type BatchNormOptions,
	batchNorm,
	groupNorm,
	type InstanceNormOptions,
	instanceNorm,
	layerNorm,
	type NormOptions,
} from "./normalization.js";
export { type NormalizeOptions, normalize } from "./normalize.js";
export { type PadMode, type PadOptions, pad } from "./pad.js";
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
} from "./piecewise-activation.js";
export { pixelShuffle, pixelUnshuffle } from "./pixel-shuffle.js";
export type { Reduction, ReductionOptions } from "./reduction.js";
export {
	type HuberOptions,
	huberLoss,
	l1Loss,
	mseLoss,
	type SmoothL1Options,
	smoothL1Loss,
} from "./regression-loss.js";
export { type RMSNormOptions, rmsNorm } from "./rms-norm.js";
export type { Inplace, InplaceOptions, Settings } from "./settings.js";
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
} from "./smooth-activation.js";
