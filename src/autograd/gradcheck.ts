/** Comparing gradients with differences of function values. */

import { tensorFrom } from "../ops/create/literal.js";
import { checkTensor, isTensor } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction, checkIterable } from "../value/arguments.js";
import { AutogradError, DTypeError, show } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { say } from "../value/quote.js";
import { grad } from "./engine.js";
import { enableGrad, noGrad } from "./mode.js";

export interface GradcheckOptions {
	/** Step of the central differences. Default 1e-6. */
	readonly eps?: number | undefined;
	/** Absolute tolerance. Default 1e-5. */
	readonly atol?: number | undefined;
	/** Relative tolerance. Default 1e-3. */
	readonly rtol?: number | undefined;
	/** Give false instead of throwing. Default: throw. */
	readonly raiseException?: boolean | undefined;
}

/** A function of as many tensors as there are inputs. */
export type Check = (...inputs: Tensor[]) => Tensor | readonly Tensor[];
type Tensors = Tensor | Iterable<Tensor>;

export function gradcheck(
	fn: Check,
	inputs: Tensors,
	options: GradcheckOptions = {},
): boolean {
	readOptions("gradcheck", options);
	checkFunction("gradcheck", fn);
	const problem = compare(
		fn,
		tensorsOf("gradcheck", "inputs", inputs),
		options,
	);
	if (problem === undefined) return true;
	if (options.raiseException ?? true)
		throw new AutogradError("gradcheck", problem);
	return false;
}

export function gradgradcheck(
	fn: Check,
	given: Tensors,
	gradOutputs: Tensors | null = null,
	options: GradcheckOptions = {},
): boolean {
	readOptions("gradgradcheck", options);
	checkFunction("gradgradcheck", fn);
	const inputs = tensorsOf("gradgradcheck", "inputs", given);
	const wanted = inputs.filter((x) => x.requiresGrad);
	const outputs = toList(fn(...inputs)).filter((y) => y.requiresGrad);
	const seeds =
		gradOutputs === null
			? outputs.map((y) => weights(y).requiresGrad_())
			: tensorsOf("gradgradcheck", "gradOutputs", gradOutputs);
	const backwardOf = (...all: Tensor[]): Tensor[] => {
		const xs = all.slice(0, inputs.length);
		// The differences are taken without recording, but this function differentiates itself.
		const ys = enableGrad(() => toList(fn(...xs))).filter(
			(y) => y.requiresGrad,
		);
		const checked = xs.filter((_, i) => inputs[i]?.requiresGrad);
		const grads = grad(ys, checked, all.slice(inputs.length), {
			createGraph: true,
			allowUnused: true,
		});
		return grads.map((g, i) => g ?? (wanted[i] as Tensor).mul(0));
	};
	return gradcheck(backwardOf, [...inputs, ...seeds], options);
}

function tensorsOf(op: string, what: string, given: Tensors): Tensor[] {
	const list = isTensor(given) ? [given] : [...checkIterable(op, what, given)];
	for (const x of list) checkTensor(op, x);
	return list;
}

function toList(outputs: Tensor | readonly Tensor[]): readonly Tensor[] {
	return Array.isArray(outputs) ? outputs : [outputs as Tensor];
}

/** Fixed numbers of both signs, different from element to element: a sum over outputs would hide errors that cancel. */
function weights(y: Tensor): Tensor {
	const flat = Float64Array.from(
		{ length: y.numel() },
		(_, i) => (((i * 7 + 3) % 11) - 4.5) / 8,
	);
	return tensorFrom(flat).reshape(y.shape).to(y.dtype);
}

function compare(
	fn: Check,
	inputs: readonly Tensor[],
	{ eps = 1e-6, atol = 1e-5, rtol = 1e-3 }: GradcheckOptions,
): string | undefined {
	const checked = inputs.filter((x) => x.requiresGrad);
	if (checked.length === 0)
		return "no input requires a gradient; make them with { requiresGrad: true }";
	for (const x of checked)
		if (x.dtype !== "float64")
			throw new DTypeError(
				"gradcheck",
				say`an input of dtype ${x.dtype}; differences need float64`,
			);
	const outputs = toList(fn(...inputs));
	// All gradients first: the differences change the inputs in place.
	const analytic = outputs.map((output) =>
		output.requiresGrad
			? grad(output, checked, weights(output), {
					retainGraph: true,
					allowUnused: true,
				})
			: undefined,
	);
	for (const [o, output] of outputs.entries()) {
		const w = weights(output);
		const value = () =>
			noGrad(() => (toList(fn(...inputs))[o] as Tensor).mul(w).sum().item());
		for (const [i, x] of checked.entries()) {
			if (analytic[o] === undefined) continue;
			const problem = compareOne(x, analytic[o][i] ?? null, value, {
				eps,
				atol,
				rtol,
			});
			if (problem !== undefined) return `output ${o}, input ${i} ${problem}`;
		}
	}
	return undefined;
}

function compareOne(
	x: Tensor,
	analytic: Tensor | null,
	value: () => number,
	{
		eps,
		atol,
		rtol,
	}: { readonly eps: number; readonly atol: number; readonly rtol: number },
): string | undefined {
	if (analytic !== null && show(analytic.shape) !== show(x.shape))
		return `of shape ${show(x.shape)} got a gradient of shape ${show(analytic.shape)}`;
	const base = x.detach();
	const elements = base.toTypedArray();
	const found = analytic?.toTypedArray();
	for (let i = 0; i < elements.length; i++) {
		const shifted = (by: number): number => {
			const changed = elements.slice();
			changed[i] = (elements[i] as number) + by;
			noGrad(() => base.copy_(tensorFrom(changed).reshape(x.shape)));
			return value();
		};
		const numeric = (shifted(eps) - shifted(-eps)) / (2 * eps);
		noGrad(() => base.copy_(tensorFrom(elements).reshape(x.shape)));
		const exact = found?.[i] ?? 0;
		if (!(Math.abs(exact - numeric) <= atol + rtol * Math.abs(numeric)))
			return `at element ${i}: gradient ${exact}, differences give ${numeric}`;
	}
	return undefined;
}
