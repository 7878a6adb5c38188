export {
	type CheckpointSource,
	type Fetched,
	type LoadOptions,
	load,
	save,
	saveBytes,
} from "./checkpoint.js";
export { loadSafetensors, saveSafetensors } from "./safetensors.js";
