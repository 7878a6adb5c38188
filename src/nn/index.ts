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
export { Dropout } from "./dropout.js";
export { Embedding, type EmbeddingModuleOptions } from "./embedding.js";
export { Flatten, Unflatten } from "./flatten.js";
export * as functional from "./functional/index.js";
export type { ForwardHook, ForwardPreHook, HookHandle } from "./hooks.js";
export { Identity } from "./identity.js";
export * as init from "./init/index.js";
export { Linear, type LinearOptions } from "./linear.js";
export * from "./margin-loss.js";
export { Module } from "./module.js";
export { ModuleList } from "./module-list.js";
export * from "./normalization.js";
export * from "./padding.js";
export { Parameter } from "./parameter.js";
export * from "./piecewise-activation.js";
export * from "./rearrange.js";
export { HuberLoss, L1Loss, MSELoss, SmoothL1Loss } from "./regression-loss.js";
export { type Layer, Sequential } from "./sequential.js";
export * from "./smooth-activation.js";
export type {
	LoadReport,
	LoadStateDictOptions,
	StateDict,
} from "./state-dict.js";
export * as utils from "./utils/index.js";
