/** What an optimiser's state may hold, so that a state from elsewhere is checked before a kernel trusts it. */

import type { NestedInput } from "../ops/create/literal.js";
import { tensor } from "../tensor/create/from-data.js";
import { Tensor } from "../tensor/tensor.js";
import { FlambeauError, StateDictError, show } from "../value/errors.js";
import { quote, say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import type { ParamState } from "./optimizer.js";

/**
 * `count`: an integer of at least 0. `like`: a tensor of the parameter's shape. `flat`: a vector, `rows`: a matrix whose
 * rows are such vectors. Tensors get the parameter's dtype.
 */
type Kind = "count" | "number" | "numbers" | "like" | "flat" | "rows";

/** The fields of a parameter's state; those with a question mark may be missing. */
export type StateForm = Readonly<Record<string, Kind | `${Kind}?`>>;

const OP = "loadStateDict";

/** A copy of a state that fits the form; tensors may be nested lists, as they are after JSON. */
export function readState(
	given: unknown,
	form: StateForm | null,
	param: Tensor,
	number: number,
): ParamState {
	if (typeof given !== "object" || given === null)
		throw new StateDictError(
			OP,
			say`the state of parameter ${number} is ${quote(given)}; pass what stateDict() gave. Nothing was changed`,
		);
	const state: ParamState = {};
	for (const [name, value] of Object.entries(given)) {
		const kind = form === null ? kindOf(value) : form[name];
		if (value === undefined) continue;
		if (kind === undefined)
			throw misfit(name, number, `is ${quote(value)}`, expectedOf(form));
		state[name] = readField(name, kind, value, param, number);
	}
	for (const [name, kind] of Object.entries(form ?? {}))
		if (!(name in state) && !kind.endsWith("?"))
			throw misfit(name, number, "is missing", expectedOf(form));
	return state;
}

function expectedOf(form: StateForm | null): string {
	return form === null
		? "an optimiser of one's own remembers tensors and numbers"
		: `the state of this optimiser is ${Object.keys(form).join(", ")}`;
}

/** Of an optimiser that does not say its form: tensors like the parameter, or of rank 0, and numbers. */
function kindOf(value: unknown): Kind | undefined {
	if (value instanceof Tensor) return value.ndim === 0 ? "flat" : "like";
	return typeof value === "number" ? "number" : undefined;
}

function misfit(
	name: string,
	number: number,
	problem: string,
	wanted: string,
): StateDictError {
	return new StateDictError(
		OP,
		say`${name} of parameter ${number} ${problem}; ${wanted}. Nothing was changed`,
	);
}

function readField(
	name: string,
	kind: Kind | `${Kind}?`,
	value: unknown,
	param: Tensor,
	number: number,
): Tensor | number | readonly number[] {
	const plain = kind.replace("?", "");
	if (plain === "count" || plain === "number") {
		const fits = plain === "count" ? Number.isSafeInteger : isNumber;
		if (fits(value) && (plain === "number" || (value as number) >= 0))
			return value as number;
		throw misfit(
			name,
			number,
			`is ${quote(value)}`,
			plain === "count"
				? "an integer of at least 0 is needed"
				: "a number is needed",
		);
	}
	if (plain === "numbers") {
		if (Array.isArray(value) && value.every(isNumber)) return value.slice();
		throw misfit(
			name,
			number,
			`is ${quote(value)}`,
			"a list of numbers is needed",
		);
	}
	return readTensor(name, plain, value, param, number);
}

const isNumber = (value: unknown): boolean => typeof value === "number";

function readTensor(
	name: string,
	kind: string,
	value: unknown,
	param: Tensor,
	number: number,
): Tensor {
	const copy = copyOf(name, value, param, number);
	const fits =
		kind === "like"
			? sameShape(copy.shape, param.shape)
			: copy.ndim <= (kind === "rows" ? 2 : 1);
	if (fits) return copy;
	throw misfit(
		name,
		number,
		`has shape ${show(copy.shape)}`,
		kind === "like"
			? `the parameter has ${show(param.shape)}`
			: "a vector fits",
	);
}

function copyOf(
	name: string,
	value: unknown,
	param: Tensor,
	number: number,
): Tensor {
	if (value instanceof Tensor)
		return value.detach().to(param.dtype).clone().contiguous();
	if (!Array.isArray(value) && typeof value !== "number")
		throw misfit(
			name,
			number,
			`is ${quote(value)}`,
			"a tensor is needed, or its numbers as tolist() gives them",
		);
	try {
		return tensor(value as NestedInput, { dtype: param.dtype });
	} catch (error) {
		if (!(error instanceof FlambeauError)) throw error;
		throw misfit(name, number, "holds no numbers", error.message);
	}
}
