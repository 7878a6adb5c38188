export * from "../../build/surface/autograd.js";
export * as functional from "../../build/surface/autograd-functional.js";
export { detectAnomaly, setDetectAnomaly } from "./anomaly.js";
export type { BackwardOptions, GradOptions } from "./engine.js";
export {
	CustomFunction as Function,
	type FunctionClass,
	FunctionContext,
} from "./function.js";
export type { GradcheckOptions } from "./gradcheck.js";
export {
	enableGrad,
	inferenceMode,
	isGradEnabled,
	noGrad,
	setGradEnabled,
} from "./mode.js";
