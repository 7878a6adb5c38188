export * from "../../build/surface/data.js";
export { type GunzipOptions, gunzip } from "../platform/gunzip.js";
export { type Collated, defaultCollate } from "./collate.js";
export type { DataLoaderOptions, OneByOneOptions } from "./data-loader.js";
export {
	Dataset,
	type DatasetLike,
	getWorkerInfo,
	IterableDataset,
} from "./dataset.js";
export * as datasets from "./datasets/index.js";
export { readIDX } from "./idx.js";
export { type PacedOptions, paced } from "./paced.js";
export { type RandomSamplerOptions, Sampler } from "./sampler.js";
export { TensorDataset } from "./tensor-dataset.js";
export * as transforms from "./transforms/index.js";
export type { WeightedRandomSamplerOptions } from "./weighted-random-sampler.js";
