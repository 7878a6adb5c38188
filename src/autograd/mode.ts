import { ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";

let enabled = true;

/** Whether operations are recorded for `backward`, as `torch.is_grad_enabled`. */
export function isGradEnabled(): boolean {
	return enabled;
}

/**
 * Switches recording on or off from here on, as `torch.set_grad_enabled`; with a function only while that runs.
 * @example const guess = setGradEnabled(false, () => model(x));
 */
export function setGradEnabled(mode: boolean): void;
export function setGradEnabled<T>(mode: boolean, fn: () => T): T;
export function setGradEnabled<T>(
	mode: boolean,
	...rest: readonly [fn?: () => T]
): T | undefined {
	if (typeof mode !== "boolean")
		throw new ValueError(
			"setGradEnabled",
			say`the mode is ${mode}; expected true or false`,
		);
	if (rest.length > 0)
		return withMode("setGradEnabled", mode, rest[0] as () => T);
	enabled = mode;
	return undefined;
}

/**
 * Runs `fn` without recording operations and gives what it returns, as `torch.no_grad`.
 * @throws ValueError if `fn` is async: what follows its first await would be recorded again
 * @example const guess = noGrad(() => model(x));
 */
export function noGrad<T>(fn: () => T): T {
	return withMode("noGrad", false, fn);
}

/** Runs `fn` with recording switched on, as `torch.enable_grad`. */
export function enableGrad<T>(fn: () => T): T {
	return withMode("enableGrad", true, fn);
}

/** As `noGrad`; PyTorch's further restrictions do not apply. */
export function inferenceMode<T>(fn: () => T): T {
	return withMode("inferenceMode", false, fn);
}

function withMode<T>(op: string, mode: boolean, fn: () => T): T {
	if (typeof fn !== "function")
		throw new ValueError(op, say`expected a function, got ${fn}`);
	const before = enabled;
	enabled = mode;
	try {
		const result = fn();
		if (result instanceof Promise)
			throw new ValueError(
				op,
				"the function is async, and the mode ends at its first await; pass a synchronous function and await outside of it",
			);
		return result;
	} finally {
		enabled = before;
	}
}
