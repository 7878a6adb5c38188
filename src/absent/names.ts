/** Whatever a port of a PyTorch program may still mention. */

import { ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";
import { absent, absentSpace } from "./absent.js";

const GPU =
	'there is no GPU: everything runs on the CPU, and device: "cpu" may stay. Leave this line out';

/** @deprecated There is no GPU here. */
export const cuda = /* @__PURE__ */ absentSpace("cuda", GPU, {
	isAvailable: () => false,
	deviceCount: () => 0,
});
/** @deprecated Everything is computed in its own dtype. */
export const autocast = /* @__PURE__ */ absent(
	"autocast",
	"everything is computed in its own dtype, float32 unless said otherwise. Leave the block out and keep what is in it",
);
/** @deprecated Nothing is compiled: `model` is as fast as it gets. */
export const compile = /* @__PURE__ */ absent(
	"compile",
	"the kernels are compiled already. Call the model as it is",
);
/** @deprecated There are no scripts: a model is a class of the program. */
export const jit = /* @__PURE__ */ absentSpace(
	"jit",
	"a model is a class of the program. Keep the class, and its weights with save(model.stateDict(), path)",
	{},
);
/** @deprecated Models are not exported. */
export const onnx = /* @__PURE__ */ absentSpace(
	"onnx",
	"models are not exported. Write saveSafetensors(model.stateDict()) to a file, whose weights Python's safetensors reads",
	{},
);
/** @deprecated There is one process. */
export const distributed = /* @__PURE__ */ absentSpace(
	"distributed",
	"there is one process. Train in it, and average weights with nn.utils.parametersToVector(model.parameters())",
	{ isAvailable: () => false, isInitialized: () => false },
);
/** @deprecated There is one process. */
export const multiprocessing = /* @__PURE__ */ absentSpace(
	"multiprocessing",
	"there is one process. Use workers of the platform, and send x.toTypedArray()",
	{},
);
/** @deprecated Nothing is downloaded. */
export const hub = /* @__PURE__ */ absentSpace(
	"hub",
	"nothing is downloaded. Write the model, and load its weights with loadSafetensors(bytes)",
	{},
);
/** @deprecated Use the platform's profiler. */
export const profiler = /* @__PURE__ */ absentSpace(
	"profiler",
	"use the profiler of the browser, or node --cpu-prof; memory() says what tensors take",
	{},
);

/** One. */
export function getNumThreads(): number {
	return 1;
}

/** Takes 1, the number of threads that there is. @throws ValueError for another number @example setNumThreads(1); */
export function setNumThreads(count: number): void {
	if (count !== 1)
		throw new ValueError(
			"setNumThreads",
			say`the number of threads is ${quote(count)}; there is 1`,
		);
}

/** Changes nothing: one seed gives the same bits on every machine. @example useDeterministicAlgorithms(true); */
export function useDeterministicAlgorithms(_mode: boolean): void {}
