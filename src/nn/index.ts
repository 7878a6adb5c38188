export {
	GELU,
	LeakyReLU,
	LogSoftmax,
	ReLU,
	Sigmoid,
	Softmax,
	Tanh,
} from "./activation.js";
export {
	MultiheadAttention,
	type MultiheadAttentionCallOptions,
	type MultiheadAttentionOptions,
} from "./attention.js";
export { Bilinear } from "./bilinear.js";
export {
	BCELoss,
	BCEWithLogitsLoss,
	CrossEntropyLoss,
	NLLLoss,
} from "./classification-loss.js";
export {
	Conv1d,
	type Conv1dOptions,
	Conv2d,
	type Conv2dOptions,
	type PaddingMode,
} from "./conv.js";
export * from "./conv-transpose.js";
export * from "./distance.js";
export { Dropout } from "./dropout.js";
export { Embedding, type EmbeddingModuleOptions } from "./embedding.js";
export { EmbeddingBag, type EmbeddingBagOptions } from "./embedding-bag.js";
export * from "./feature-dropout.js";
export { Flatten, Unflatten } from "./flatten.js";
export * as functional from "./functional/index.js";
export type { ForwardHook, ForwardPreHook, HookHandle } from "./hooks.js";
export { Identity } from "./identity.js";
export * as init from "./init/index.js";
export { Linear, type LinearOptions } from "./linear.js";
export * from "./margin-loss.js";
export { Module } from "./module.js";
export { ModuleDict } from "./module-dict.js";
export { ModuleList } from "./module-list.js";
export * from "./multi-margin-loss.js";
export * from "./normalization.js";
export * from "./padding.js";
export { Parameter } from "./parameter.js";
export { ParameterDict, ParameterList } from "./parameter-list.js";
export * from "./piecewise-activation.js";
export * from "./pooling.js";
export * from "./rearrange.js";
export * from "./recurrent.js";
export type { RecurrentOptions } from "./recurrent-base.js";
export * from "./recurrent-cell.js";
export { HuberLoss, L1Loss, MSELoss, SmoothL1Loss } from "./regression-loss.js";
export { RMSNorm, type RMSNormModuleOptions } from "./rms-norm.js";
export { type Layer, Sequential } from "./sequential.js";
export * from "./smooth-activation.js";
export type {
	LoadReport,
	LoadStateDictOptions,
	StateDict,
} from "./state-dict.js";
export * from "./transformer.js";
export {
	type DecoderMasks,
	type EncoderMasks,
	TransformerDecoderLayer,
	TransformerEncoderLayer,
	type TransformerLayerOptions,
} from "./transformer-layer.js";
export * from "./transformer-model.js";
export * as utils from "./utils/index.js";
