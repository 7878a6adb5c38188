export * from "../../build/surface/autograd.js";
export { detectAnomaly, setDetectAnomaly } from "./anomaly.js";
export type { BackwardOptions, GradOptions } from "./engine.js";
export {
	CustomFunction as Function,
	type FunctionClass,
	FunctionContext,
} from "./function.js";
export * as functional from "./functional.js";
export {
	type GradcheckOptions,
	gradcheck,
	gradgradcheck,
} from "./gradcheck.js";
export {
	enableGrad,
	inferenceMode,
	isGradEnabled,
	noGrad,
	setGradEnabled,
} from "./mode.js";
