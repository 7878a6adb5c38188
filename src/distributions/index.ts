export * from "../../build/surface/distributions.js";
export { Distribution, type DistributionOptions } from "./distribution.js";
export type { ProbsOrLogits } from "./logits.js";
