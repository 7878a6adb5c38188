export * from "../../../build/surface/optim-lrScheduler.js";
export type { CosineOptions, WarmRestartsOptions } from "./cosine.js";
export type { CyclicLROptions } from "./cyclic.js";
export type { GammaOptions } from "./decay.js";
export type { LRLambda } from "./lambda.js";
export type { OneCycleLROptions } from "./one-cycle.js";
export type { PlateauOptions } from "./plateau.js";
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
