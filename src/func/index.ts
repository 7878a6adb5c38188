export * from "../../build/surface/func.js";
export type { Argnums } from "./differentiate.js";
export type { NamedTensors } from "./functional-call.js";
export type { Tree } from "./tree.js";
export type {
	AuxOptions,
	Dims,
	GradsOf,
	JacobianOf,
	Randomness,
	VmapOptions,
} from "./types.js";
