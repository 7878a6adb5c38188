export { type CheckpointSource, load, save, saveBytes } from "./checkpoint.js";
export { loadSafetensors, saveSafetensors } from "./safetensors.js";
