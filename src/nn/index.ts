export {
	GELU,
	LeakyReLU,
	LogSoftmax,
	ReLU,
	Sigmoid,
	Softmax,
	Tanh,
} from "./activation/activation-module.js";
export * from "./activation/piecewise-module.js";
export * from "./activation/smooth-module.js";
export {
	MultiheadAttention,
	type MultiheadAttentionCallOptions,
	type MultiheadAttentionOptions,
} from "./attention/attention-module.js";
export {
	type DecoderMasks,
	type EncoderMasks,
	TransformerDecoderLayer,
	TransformerEncoderLayer,
	type TransformerLayerOptions,
} from "./attention/transformer-layer.js";
export * from "./attention/transformer-model.js";
export * from "./attention/transformer-stack.js";
export { Identity } from "./container/identity.js";
export { ModuleDict } from "./container/module-dict.js";
export { ModuleList } from "./container/module-list.js";
export { ParameterDict, ParameterList } from "./container/parameter-list.js";
export { type Layer, Sequential } from "./container/sequential.js";
export {
	Conv1d,
	type Conv1dOptions,
	Conv2d,
	type Conv2dOptions,
	type PaddingMode,
} from "./conv/conv-module.js";
export * from "./conv/conv-transpose-module.js";
export { Dropout } from "./dropout/dropout-module.js";
export * from "./dropout/feature-dropout-module.js";
export {
	EmbeddingBag,
	type EmbeddingBagOptions,
} from "./embedding/embedding-bag-module.js";
export {
	Embedding,
	type EmbeddingModuleOptions,
} from "./embedding/embedding-module.js";
export * as functional from "./entry/functional.js";
export * as init from "./entry/init.js";
export * as utils from "./entry/utils.js";
export { Flatten, Unflatten } from "./layout/flatten-module.js";
export * from "./layout/pad-module.js";
export * from "./layout/rearrange-module.js";
export { Bilinear } from "./linear/bilinear-module.js";
export * from "./linear/distance-module.js";
export { Linear, type LinearOptions } from "./linear/linear-module.js";
export {
	BCELoss,
	BCEWithLogitsLoss,
	CrossEntropyLoss,
	NLLLoss,
} from "./loss/classification-module.js";
export * from "./loss/margin-module.js";
export * from "./loss/multi-margin-module.js";
export {
	HuberLoss,
	L1Loss,
	MSELoss,
	SmoothL1Loss,
} from "./loss/regression-module.js";
export type {
	ForwardHook,
	ForwardPreHook,
	HookHandle,
} from "./module/hooks.js";
export { Module } from "./module/module.js";
export { Parameter } from "./module/parameter.js";
export type {
	LoadReport,
	LoadStateDictOptions,
	StateDict,
} from "./module/state-dict.js";
export * from "./norm/norm-module.js";
export { RMSNorm, type RMSNormModuleOptions } from "./norm/rms-norm-module.js";
export * from "./pool/pool-module.js";
export * from "./recurrent/recurrent.js";
export type { RecurrentOptions } from "./recurrent/recurrent-base.js";
export * from "./recurrent/recurrent-cell.js";
