/** Calls whose arguments are arranged in another way than the mechanical rule gives. Names are never changed. */
import { arrange } from "./arguments.js";
import { camelCase, findOperation } from "./lookup.js";
import { signatureOf } from "./signatures.js";
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
	const adapter = adapters[op] ?? mechanical;
	return adapter(args, kwargs, op);
}

const mechanical: Adapter = (args, kwargs, op) =>
	findOperation(op)(...arrange(signatureOf(op), args, kwargs));

/** `var(x, False)`: a bool in the place of `dim` is `unbiased`. */
const deviation: Adapter = (args, kwargs, op) =>
	typeof args[1] === "boolean"
		? mechanical([args[0]], { ...kwargs, unbiased: args[1] }, op)
		: mechanical(args, kwargs, op);

/** One index, or one for each dimension. */
function indices(index: unknown): unknown[] {
	return (Array.isArray(index) ? index : [index]).map(toIndex);
}

const adapters: Readonly<Record<string, Adapter>> = {
	"torch.meshgrid": (args, kwargs, op) =>
		mechanical([Array.isArray(args[0]) ? args[0] : args], kwargs, op),
	"torch.var": deviation,
	"torch.std": deviation,
	"torch.var_mean": deviation,
	"torch.std_mean": deviation,
	// einsum(equation, a, b) or einsum(equation, [a, b])
	"torch.einsum": ([equation, ...operands], _, op) =>
		findOperation(op)(equation, ...operands.flat()),
	"Tensor.__getitem__": ([x, index]) =>
		findOperation("Tensor.at")(x, ...indices(index)),
	"Tensor.__setitem__": ([x, index, value]) => {
		findOperation("Tensor.set_at")(x, indices(index), value);
		return x;
	},
	// arange(0, end=3)
	"torch.arange": (args, { end, ...kwargs }, op) => {
		const options = Object.entries(kwargs).map(([k, v]) => [camelCase(k), v]);
		const bounds = end === undefined ? args : [...args, end];
		return findOperation(op)(
			...bounds,
			...(options.length > 0 ? [Object.fromEntries(options)] : []),
		);
	},
};
