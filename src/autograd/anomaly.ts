/** Finding where the first NaN came from. */

import { readElements } from "../memory/read.js";
import { userLine } from "../platform/user-line.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { isFloatingDType } from "../value/dtype.js";
import { AutogradError, show } from "../value/errors.js";
import { say } from "../value/quote.js";

let enabled = false;

/** Whether every operation is checked for NaN. */
export function isAnomalyEnabled(): boolean {
	return enabled;
}

/** Switches the check on or off from here on, as `torch.autograd.set_detect_anomaly`. It makes every operation slow. */
export function setDetectAnomaly(mode: boolean): void {
	enabled = mode;
}

/**
 * Runs `fn`, and throws at the first operation, forward or backward, that makes a NaN out of tensors without one. The
 * error names it and the line of your program that called it, for the backward pass the line of the forward call
 * (which is known if that ran inside of `fn` too). Slow: for the search, not for training.
 *
 * @throws AutogradError naming the operation, the element and the shapes
 * @example autograd.detectAnomaly(() => loss.backward());
 */
export function detectAnomaly<T>(fn: () => T): T {
	checkFunction("detectAnomaly", fn);
	const before = enabled;
	enabled = true;
	try {
		return fn();
	} finally {
		enabled = before;
	}
}

/** Position of the first NaN, or -1. */
function firstNaN({ storage, layout, dtype }: Tensor): number {
	if (!isFloatingDType(dtype)) return -1;
	return readElements(storage, layout, dtype).findIndex(Number.isNaN);
}

/** Runs a rule of the library's without the check: only what it gives counts. */
export function uncheckedForNaN<T>(fn: () => T): T {
	const before = enabled;
	enabled = false;
	try {
		return fn();
	} finally {
		enabled = before;
	}
}

/** The line that records a node, while the check is on. */
export function recordingLine(): string | undefined {
	return enabled ? userLine() : undefined;
}

/** Refuses a NaN in `output` that no input had. */
export function checkForNaN(
	op: string,
	inputs: readonly (Tensor | undefined)[],
	output: Tensor,
): void {
	refuseNaN(op, inputs, output, () => {
		const line = userLine();
		return line === undefined ? "" : `, called at ${line}`;
	});
}

/** Refuses a NaN in a gradient out of gradients without one; `madeAt` is the line of the forward call. */
export function checkGradientForNaN(
	op: string,
	grads: readonly (Tensor | undefined)[],
	gradient: Tensor,
	madeAt: string | undefined,
): void {
	refuseNaN(`${op} (backward)`, grads, gradient, () =>
		madeAt === undefined
			? " (the line of the forward call is known if that runs inside of detectAnomaly, too)"
			: `, whose forward call was at ${madeAt}`,
	);
}

function refuseNaN(
	op: string,
	inputs: readonly (Tensor | undefined)[],
	output: Tensor,
	where: () => string,
): void {
	const at = firstNaN(output);
	if (at === -1) return;
	if (inputs.some((x) => x !== undefined && firstNaN(x) !== -1)) return;
	const shapes = inputs.map((x) => show(x?.shape ?? [])).join(", ");
	throw new AutogradError(
		op,
		say`made the first NaN, at element ${at} of ${show(output.shape)}, out of inputs of shape ${shapes} that have none${where()}; look for log or division of 0, a root of negative numbers, infinities that cancel, or a learning rate that is too large`,
	);
}
