/** Calls of an operation by its name in PyTorch. Names are never changed. */
import { formed } from "./forms.js";
import { findOperation } from "./lookup.js";
import { toIndex } from "./values.js";

type Kwargs = Readonly<Record<string, unknown>>;
type Adapter = (
	args: readonly unknown[],
	kwargs: Kwargs,
	op: string,
) => unknown;

/** Calls an operation by its name in PyTorch. */
export function callOperation(
	op: string,
	args: readonly unknown[],
	kwargs: Kwargs,
): unknown {
	const adapter = adapters[op];
	return adapter === undefined
		? findOperation(op)(...formed(op, args, kwargs))
		: adapter(args, kwargs, op);
}

/** One index, or one for each dimension. */
function indices(index: unknown): unknown[] {
	return (Array.isArray(index) ? index : [index]).map(toIndex);
}

/** Python's square brackets. */
const adapters: Readonly<Record<string, Adapter>> = {
	"Tensor.__getitem__": ([x, index]) =>
		findOperation("Tensor.at")(x, ...indices(index)),
	"Tensor.__setitem__": ([x, index, value]) => {
		findOperation("Tensor.set_at")(x, indices(index), value);
		return x;
	},
};
