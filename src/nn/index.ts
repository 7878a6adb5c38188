export * from "../../build/surface/nn.js";
export * from "../absent/layers.js";
export type { PReLUOptions } from "./activation/piecewise-module.js";
export type {
	MultiheadAttentionCallOptions,
	MultiheadAttentionOptions,
} from "./attention/attention-module.js";
export type {
	DecoderMasks,
	EncoderMasks,
	TransformerLayerOptions,
} from "./attention/transformer-layer.js";
export {
	Transformer,
	type TransformerOptions,
} from "./attention/transformer-model.js";
export type {
	TransformerEncoderMasks,
	TransformerStackOptions,
} from "./attention/transformer-stack.js";
export { Identity } from "./container/identity.js";
export { ModuleDict } from "./container/module-dict.js";
export { ModuleList } from "./container/module-list.js";
export { ParameterDict, ParameterList } from "./container/parameter-list.js";
export { type Layer, Sequential } from "./container/sequential.js";
export type {
	Conv1dOptions,
	Conv2dOptions,
	PaddingMode,
} from "./conv/conv-module.js";
export type {
	ConvTranspose1dOptions,
	ConvTranspose2dOptions,
} from "./conv/conv-transpose-module.js";
export type { EmbeddingBagOptions } from "./embedding/embedding-bag-module.js";
export type { EmbeddingModuleOptions } from "./embedding/embedding-module.js";
export * as functional from "./entry/functional.js";
export * as init from "./entry/init.js";
export * as utils from "./entry/utils.js";
export type { Padding1d, Padding2d } from "./layout/pad-module.js";
export type { LinearOptions } from "./linear/linear-module.js";
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
export type {
	BatchNormModuleOptions,
	GroupNormOptions,
	LayerNormOptions,
} from "./norm/norm-module.js";
export type { RMSNormModuleOptions } from "./norm/rms-norm-module.js";
export type { LSTMOptions, RNNOptions } from "./recurrent/recurrent.js";
export type { RecurrentOptions } from "./recurrent/recurrent-base.js";
export type {
	CellOptions,
	RNNCellOptions,
} from "./recurrent/recurrent-cell.js";
