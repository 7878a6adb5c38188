export { ChainedScheduler, SequentialLR } from "./composite.js";
export {
	CosineAnnealingLR,
	CosineAnnealingWarmRestarts,
	type CosineOptions,
	type WarmRestartsOptions,
} from "./cosine.js";
export { CyclicLR, type CyclicLROptions } from "./cyclic.js";
export {
	ExponentialLR,
	type GammaOptions,
	MultiStepLR,
	StepLR,
} from "./decay.js";
export { LambdaLR, type LRLambda, MultiplicativeLR } from "./lambda.js";
export { OneCycleLR, type OneCycleLROptions } from "./one-cycle.js";
export { type PlateauOptions, ReduceLROnPlateau } from "./plateau.js";
export {
	ConstantLR,
	type ConstantLROptions,
	LinearLR,
	type LinearLROptions,
	PolynomialLR,
	type PolynomialLROptions,
} from "./ramp.js";
export {
	LRScheduler,
	type PerGroup,
	type Schedulable,
	type SchedulerLike,
	type SchedulerState,
} from "./scheduler.js";
