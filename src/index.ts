export { grad } from "../build/surface/autograd.js";
export * from "../build/surface/functions.js";
export * as linalg from "../build/surface/linalg.js";
export * as special from "../build/surface/special.js";
export * from "./absent/names.js";
export type { BackwardOptions, GradOptions } from "./autograd/engine.js";
export * as autograd from "./autograd/index.js";
export {
	enableGrad,
	inferenceMode,
	isGradEnabled,
	noGrad,
	setGradEnabled,
} from "./autograd/mode.js";
export * as distributions from "./distributions/index.js";
export * as func from "./func/index.js";
export { type MemoryReport, memory } from "./memory/storage.js";
export * as nn from "./nn/index.js";
export { deepcopy } from "./nn/module/deepcopy.js";
export type { ToOptions } from "./ops/engine/convert.js";
export { isTensor } from "./ops/engine/define.js";
export type { ValuesAndIndices } from "./ops/engine/values-and-indices.js";
export type { CdistOptions } from "./ops/linalg/distance.js";
export type { ScaleOptions } from "./ops/linalg/products.js";
export {
	defaultGenerator,
	Generator,
	manualSeed,
} from "./ops/random/generator.js";
export type { RandomOptions } from "./ops/random/random.js";
export type { DiffOptions } from "./ops/reduce/diff.js";
export type { QuantileOptions } from "./ops/reduce/quantile.js";
export type { IndexItem } from "./ops/select/indexing.js";
export type {
	ScatterReduceOptions,
	ScatterReduction,
} from "./ops/select/scatter-reduce.js";
export type { TopOptions } from "./ops/sort/order.js";
export type { SearchOptions } from "./ops/sort/search.js";
export type { UniqueOptions } from "./ops/sort/unique.js";
export * as optim from "./optim/index.js";
export { type InitOptions, init } from "./platform/init.js";
export { setWarningHandler, type WarningHandler } from "./platform/warnings.js";
export {
	type CheckpointSource,
	type Fetched,
	type LoadOptions,
	load,
	loadSafetensors,
	save,
	saveBytes,
	saveSafetensors,
} from "./serialize/index.js";
export { type PrintOptions, setPrintoptions } from "./tensor/print-options.js";
export { Tensor } from "./tensor/tensor.js";
export {
	type DType,
	getDefaultDType,
	setDefaultDType,
	type TypedArray,
} from "./value/dtype.js";
export * from "./value/errors.js";
export type { Device } from "./value/options.js";
export type { Operand } from "./value/promotion.js";
