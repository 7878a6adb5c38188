/** The default generator's place in its stream. */

import { checkTensor } from "../../ops/engine/define.js";
import { defaultGenerator } from "../../ops/random/generator.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type { Tensor } from "../tensor.js";
import { fromFlat } from "./from-flat.js";

export function getRngState(): Tensor {
	const state = defaultGenerator().getState();
	return fromFlat(state, [state.length], "uint8");
}

export function setRngState(state: Tensor): void {
	if (checkTensor("setRngState", state).dtype !== "uint8")
		throw new ValueError(
			"setRngState",
			say`a tensor of dtype ${state.dtype}; expected the uint8 tensor that getRngState() gave`,
		);
	const bytes = state.detach().contiguous().toTypedArray();
	defaultGenerator().setState(Uint8Array.from(bytes));
}

export function seed(): number {
	return defaultGenerator().seed();
}

export function initialSeed(): number {
	return defaultGenerator().initialSeed();
}
