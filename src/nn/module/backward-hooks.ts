/** Hooks that see the gradients at a module's inputs and outputs, as PyTorch's `_register_full_backward_hook`. */

import { CustomFunction, type FunctionClass } from "../../autograd/function.js";
import { isTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { AutogradError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type { Module } from "./module.js";

export type Gradients = readonly (Tensor | null)[];

/**
 * Runs when the gradients of the module's inputs are known; null stands for what is no tensor or has no gradient. What it
 * returns, if anything, takes their place.
 */
export type BackwardHook<M extends Module = Module> = (
	module: M,
	gradInput: Gradients,
	gradOutput: Gradients,
	// biome-ignore lint/suspicious/noConfusingVoidType: a hook may return nothing at all
) => Gradients | Tensor | undefined | void;

/** Runs `forward` between two nodes of the graph, through which its gradients pass. */
export function runWithBackwardHooks(
	module: Module,
	hooks: readonly BackwardHook[],
	args: readonly unknown[],
	forward: (args: readonly unknown[]) => unknown,
): unknown {
	let gradOutput: Gradients = [];
	const seesInputs = args.some(hasGradient);
	const call = (gradInput: Gradients): Gradients =>
		hooks.reduce((now, hook) => {
			const result = hook(module, now, gradOutput);
			if (result === undefined || result === null) return now;
			return isTensor(result) ? [result] : (result as Gradients);
		}, gradInput);
	const entered = passed("BackwardHook", args, (grads) => {
		const all = spreadOver(args, grads);
		return pickTensors(args, checkCount(module, call(all), all.length));
	});
	const output = forward(entered);
	const list = Array.isArray(output) ? output : [output];
	const left = passed("BackwardHook", list, (grads) => {
		gradOutput = spreadOver(list, grads);
		// Where no input has a gradient, nothing else would call the hooks.
		if (!seesInputs) call(args.map(() => null));
		return grads;
	});
	return Array.isArray(output) ? left : left[0];
}

/** The values with their tensors behind a node of the graph that gives gradients to `backward` on their way. */
function passed(
	name: string,
	values: readonly unknown[],
	backward: (grads: Gradients) => Gradients,
): unknown[] {
	const tensors = values.filter(hasGradient) as Tensor[];
	if (tensors.length === 0) return [...values];
	const node: FunctionClass<Tensor[], readonly Tensor[]> = {
		name,
		forward: (_, ...xs) => xs,
		backward: (_, ...grads: (Tensor | null)[]) => backward(grads),
	};
	const through = CustomFunction.apply.call(
		node as never,
		...tensors,
	) as unknown as Tensor[];
	let next = 0;
	return values.map((value) => (hasGradient(value) ? through[next++] : value));
}

const hasGradient = (value: unknown) => isTensor(value) && value.requiresGrad;

/** A gradient for each value: null for what has none. */
function spreadOver(values: readonly unknown[], grads: Gradients): Gradients {
	let next = 0;
	return values.map((value) =>
		hasGradient(value) ? (grads[next++] ?? null) : null,
	);
}

function pickTensors(values: readonly unknown[], grads: Gradients): Gradients {
	return grads.filter((_, i) => hasGradient(values[i]));
}

function checkCount(module: Module, grads: Gradients, count: number) {
	if (grads.length === count) return grads;
	throw new AutogradError(
		module.constructor.name,
		say`a backward hook gave ${grads.length} gradients; the module was called with ${count} inputs`,
	);
}
