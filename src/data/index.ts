export { type GunzipOptions, gunzip } from "../platform/gunzip.js";
export { BatchSampler } from "./batch-sampler.js";
export { type Collated, defaultCollate } from "./collate.js";
export { ConcatDataset } from "./concat-dataset.js";
export { DataLoader, type DataLoaderOptions } from "./data-loader.js";
export { Dataset, type DatasetLike, IterableDataset } from "./dataset.js";
export * as datasets from "./datasets/index.js";
export { readIDX } from "./idx.js";
export { randomSplit } from "./random-split.js";
export {
	RandomSampler,
	type RandomSamplerOptions,
	type Sampler,
	SequentialSampler,
} from "./sampler.js";
export { Subset } from "./subset.js";
export { TensorDataset } from "./tensor-dataset.js";
export * as transforms from "./transforms/index.js";
export {
	WeightedRandomSampler,
	type WeightedRandomSamplerOptions,
} from "./weighted-random-sampler.js";
