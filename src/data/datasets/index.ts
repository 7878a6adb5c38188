export * from "../../../build/surface/data-datasets.js";
export type { MNISTOptions } from "./mnist.js";
