export * from "../../build/surface/optim-swaUtils.js";
export {
	AveragedModel,
	type AveragedModelOptions,
	type AvgFn,
	getEmaAvgFn,
} from "./averaged-model.js";
