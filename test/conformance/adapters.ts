/** Operations that the library spells in another way than the mechanical rule gives. */
import { Tensor } from "../../src/index.js";
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

/** `max(a, b)` of two tensors is another operation: `maximum`. */
function extremum(pairwise: string): Adapter {
	return (args, kwargs, op) =>
		args[1] instanceof Tensor
			? findOperation(pairwise)(args[0], args[1])
			: mechanical(args, kwargs, op);
}

/** One index, or one for each dimension. */
function indices(index: unknown): unknown[] {
	return (Array.isArray(index) ? index : [index]).map(toIndex);
}

/** Another of PyTorch's names for an operation; the library has one name for each. */
function alias(op: string): Adapter {
	return (args, kwargs) => callOperation(op, args, kwargs);
}

const adapters: Readonly<Record<string, Adapter>> = {
	"torch.true_divide": alias("torch.div"),
	"torch.argwhere": alias("torch.nonzero"),
	"torch.meshgrid": (args, kwargs, op) =>
		mechanical([Array.isArray(args[0]) ? args[0] : args], kwargs, op),
	"torch.ravel": alias("torch.flatten"),
	"torch.broadcast_to": alias("Tensor.expand"),
	"torch.split_with_sizes": alias("torch.split"),
	"torch.clamp_min": ([x, min]) => findOperation("torch.clamp")(x, { min }),
	"torch.clamp_max": ([x, max]) => findOperation("torch.clamp")(x, { max }),
	"torch.var": deviation,
	"torch.std": deviation,
	"torch.var_mean": deviation,
	"torch.std_mean": deviation,
	"torch.msort": ([x]) =>
		(findOperation("torch.sort")(x, 0) as { values: unknown }).values,
	"torch.vdot": alias("torch.dot"),
	// There it is private.
	"torch.nn.init._calculate_fan_in_and_fan_out": alias(
		"torch.nn.init.calculate_fan_in_and_fan_out",
	),
	// einsum(equation, a, b) or einsum(equation, [a, b])
	"torch.einsum": ([equation, ...operands], _, op) =>
		findOperation(op)(equation, ...operands.flat()),
	"torch.max": extremum("torch.maximum"),
	"torch.min": extremum("torch.minimum"),
	"Tensor.__getitem__": ([x, index]) =>
		findOperation("Tensor.at")(x, ...indices(index)),
	"Tensor.__setitem__": ([x, index, value]) => {
		findOperation("Tensor.set_at")(x, indices(index), value);
		return x;
	},
	// There is one device, and copies are asked for with clone().
	"Tensor.to": ([x, first, second]) => {
		const target = first === "cpu" ? second : first;
		return findOperation("Tensor.to")(
			x,
			target instanceof Tensor ? target.dtype : target,
		);
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
