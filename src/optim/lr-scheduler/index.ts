export * from "../../../build/surface/optim-lrScheduler.js";
export { ChainedScheduler, SequentialLR } from "./composite.js";
export type { CosineOptions, WarmRestartsOptions } from "./cosine.js";
export { CyclicLR, type CyclicLROptions } from "./cyclic.js";
export type { GammaOptions } from "./decay.js";
export { LambdaLR, type LRLambda, MultiplicativeLR } from "./lambda.js";
export { OneCycleLR, type OneCycleLROptions } from "./one-cycle.js";
export { type PlateauOptions, ReduceLROnPlateau } from "./plateau.js";
export type {
	ConstantLROptions,
	LinearLROptions,
	PolynomialLROptions,
} from "./ramp.js";
export {
	LRScheduler,
	type PerGroup,
	type Schedulable,
	type SchedulerLike,
	type SchedulerState,
} from "./scheduler.js";
