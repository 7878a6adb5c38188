/** What must hold after any call with any arguments. */
import { FlambeauError, Tensor, tensor } from "../../src/index.js";
import { viewExtent } from "../../src/value/view.js";
import type { Target } from "./targets.js";

const CANARY = [7, -7, 0.5, 1e9, 3, 1, 4, 1.5];

/** What is wrong after the call, or nothing. */
export async function problemOf(
	target: Target,
	makeArgs: () => readonly unknown[],
): Promise<string | undefined> {
	const canaries = [canary()];
	const args = makeArgs();
	canaries.push(canary(), canary());
	let problem: string | undefined;
	try {
		const result = await target.call(args);
		problem =
			malformedIn(result, 0) ??
			args.map((arg) => malformedIn(arg, 0)).find(Boolean);
	} catch (error) {
		problem = problemOfError(error);
	}
	for (const one of canaries)
		if (String(one.tolist()) !== String(CANARY))
			return `another tensor became ${one.tolist()}`;
	return problem;
}

function canary(): Tensor {
	return tensor(CANARY, { dtype: "float64" });
}

function problemOfError(error: unknown): string | undefined {
	if (!(error instanceof FlambeauError))
		return `threw ${String(error)} ${(error as Error)?.stack?.split("\n").slice(1, 4).join("")}`;
	const { message } = error;
	if (/\[object |NaN bytes/.test(message)) return `says: ${message}`;
	if (message.length > 1000)
		return `says ${message.length} characters: ${message.slice(0, 80)}`;
	if (/^(undefined|null|):/.test(message))
		return `names no operation: ${message}`;
	return undefined;
}

/** The first tensor in a result that breaks the rules of layouts. */
function malformedIn(value: unknown, depth: number): string | undefined {
	if (value instanceof Tensor) return malformed(value);
	if (depth > 3 || typeof value !== "object" || value === null)
		return undefined;
	if (ArrayBuffer.isView(value)) return undefined;
	const items = Array.isArray(value)
		? value.slice(0, 50)
		: Object.values(value).slice(0, 20);
	for (const item of items) {
		const found = malformedIn(item, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}

function malformed(x: Tensor): string | undefined {
	const { shape, strides, offset, numel } = x.layout;
	const say = (what: string) =>
		`gave a tensor with ${what}: shape [${shape}], strides [${strides}], offset ${offset}`;
	if (!shape.every((n) => Number.isSafeInteger(n) && n >= 0))
		return say("an impossible size");
	if (strides.length !== shape.length || !strides.every(Number.isSafeInteger))
		return say("impossible strides");
	if (!Number.isSafeInteger(offset) || offset < 0)
		return say("an impossible offset");
	if (numel !== shape.reduce((n, s) => n * s, 1))
		return say("another number of elements");
	const extent = viewExtent(x.layout);
	const last = x.storage.bytes / x.elementSize();
	if (extent !== undefined && (extent[0] < 0 || extent[1] >= last))
		return say(`${last} elements in its storage`);
	if (x.storage.released) return say("its elements disposed of");
	if (x.grad !== null && String(x.grad.shape) !== String(shape))
		return say("a gradient of another shape");
	return undefined;
}
