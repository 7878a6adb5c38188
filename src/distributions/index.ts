export { Bernoulli } from "./bernoulli.js";
export { Categorical } from "./categorical.js";
export { Distribution, type DistributionOptions } from "./distribution.js";
export { klDivergence } from "./kl-divergence.js";
export type { ProbsOrLogits } from "./logits.js";
export { Normal } from "./normal.js";
export { Uniform } from "./uniform.js";
