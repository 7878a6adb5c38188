/** `torch.nn.functional`. */

export * from "../../../build/surface/nn-functional.js";
export type { SoftmaxOptions } from "../../ops/nn/softmax.js";
export type { GeluOptions } from "../activation/activation.js";
export type { GumbelSoftmaxOptions } from "../activation/gumbel-softmax.js";
export type { SoftplusOptions } from "../activation/smooth.js";
export type { AttentionOptions } from "../attention/attention.js";
export type {
	Conv1dFunctionOptions,
	Conv2dFunctionOptions,
} from "../conv/conv.js";
export type {
	ConvTranspose1dFunctionOptions,
	ConvTranspose2dFunctionOptions,
} from "../conv/conv-transpose.js";
export type { FoldOptions } from "../conv/fold.js";
export type { DropoutOptions } from "../dropout/dropout.js";
export type { EmbeddingOptions } from "../embedding/embedding.js";
export type {
	EmbeddingBagFunctionOptions,
	EmbeddingBagMode,
} from "../embedding/embedding-bag.js";
export type {
	InterpolateOptions,
	InterpolationMode,
} from "../layout/interpolate.js";
export type { PadMode, PadOptions } from "../layout/pad.js";
export type {
	CosineSimilarityOptions,
	PairwiseDistanceOptions,
} from "../linear/distance.js";
export type {
	BCEWithLogitsOptions,
	BinaryCrossEntropyOptions,
} from "../loss/binary-cross-entropy.js";
export type {
	CrossEntropyOptions,
	NLLLossOptions,
} from "../loss/cross-entropy.js";
export type { Target } from "../loss/labels.js";
export type {
	GaussianNLLOptions,
	KLDivOptions,
	PoissonNLLOptions,
} from "../loss/likelihood.js";
export type { MarginOptions, TripletMarginOptions } from "../loss/margin.js";
export type { Reduction, ReductionOptions } from "../loss/reduction.js";
export type { HuberOptions, SmoothL1Options } from "../loss/regression.js";
export type { Inplace, InplaceOptions, Settings } from "../module/settings.js";
export type { LocalResponseNormOptions } from "../norm/local-response-norm.js";
export type {
	BatchNormOptions,
	InstanceNormOptions,
	NormOptions,
} from "../norm/norm.js";
export type { NormalizeOptions } from "../norm/normalize.js";
export type { RMSNormOptions } from "../norm/rms-norm.js";
export type {
	AvgPool1dOptions,
	AvgPool2dOptions,
	LPPoolOptions,
} from "../pool/avg-pool.js";
export type {
	AdaptiveMaxPoolOptions,
	MaxPooled,
	MaxPoolOptions,
} from "../pool/max-pool.js";
