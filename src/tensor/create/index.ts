export * from "./filled.js";
export { asTensor, tensor } from "./from-data.js";
export * from "./like.js";
export type { RandomTensorOptions, TensorOptions } from "./options.js";
export * from "./random.js";
export * from "./ranges.js";
export * from "./triangle-indices.js";
