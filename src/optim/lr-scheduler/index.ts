export { CosineAnnealingLR } from "./cosine.js";
export { LRScheduler, type Schedulable } from "./scheduler.js";
export { StepLR } from "./step.js";
