export {
	AveragedModel,
	type AveragedModelOptions,
	type AvgFn,
	getEmaAvgFn,
} from "./averaged-model.js";
