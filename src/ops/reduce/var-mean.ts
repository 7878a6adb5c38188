import type { Tensor } from "../../tensor/tensor.js";
import { readOptions } from "../../value/options.js";
import { composite } from "../engine/composite.js";
import { type Dim, mean } from "./reduce.js";
import { std, type VarOptions, variance } from "./statistics.js";

/** The variance and the mean of all elements or along dimensions. */
export function varMean(
	x: Tensor,
	dim?: Dim,
	options: VarOptions = {},
): [variance: Tensor, mean: Tensor] {
	readOptions("varMean", options);
	const { keepdim = false } = options;
	return composite("varMean", () => [
		variance(x, dim, options),
		mean(x, dim, { keepdim }),
	]) as [Tensor, Tensor];
}

/** The standard deviation and the mean of all elements or along dimensions. */
export function stdMean(
	x: Tensor,
	dim?: Dim,
	options: VarOptions = {},
): [std: Tensor, mean: Tensor] {
	readOptions("stdMean", options);
	const { keepdim = false } = options;
	return composite("stdMean", () => [
		std(x, dim, options),
		mean(x, dim, { keepdim }),
	]) as [Tensor, Tensor];
}
