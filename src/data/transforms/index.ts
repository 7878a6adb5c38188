export * from "../../../build/surface/data-transforms.js";
export { ToTensor } from "./to-tensor.js";
export { Transform, type TransformLike } from "./transform.js";
