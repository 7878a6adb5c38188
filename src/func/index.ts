export type { Argnums } from "./differentiate.js";
export {
	functionalCall,
	type NamedTensors,
	stackModuleState,
} from "./functional-call.js";
export { type AuxOptions, type GradsOf, grad, gradAndValue } from "./grad.js";
export { hessian, type JacobianOf, jacfwd, jacrev } from "./jacobian.js";
export { jvp, vjp } from "./products.js";
export type { Tree } from "./tree.js";
export { type Dims, type VmapOptions, vmap } from "./vmap.js";
