export { loadSafetensors, saveSafetensors } from "./safetensors.js";
