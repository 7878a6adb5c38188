export {
	calculateFanInAndFanOut,
	calculateGain,
	type FanMode,
	type Nonlinearity,
} from "./fan.js";
export { type OrthogonalOptions, orthogonal_ } from "./orthogonal.js";
export {
	type KaimingOptions,
	kaimingNormal_,
	kaimingUniform_,
	type XavierOptions,
	xavierNormal_,
	xavierUniform_,
} from "./scaled.js";
export {
	constant_,
	dirac_,
	eye_,
	normal_,
	ones_,
	type TruncNormalOptions,
	truncNormal_,
	uniform_,
	zeros_,
} from "./simple.js";
