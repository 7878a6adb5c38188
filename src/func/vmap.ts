import { defaultGenerator } from "../ops/random/generator.js";
import { stack } from "../ops/shape/join.js";
import { Tensor } from "../tensor/tensor.js";
import { checkFunction } from "../value/arguments.js";
import { DTypeError, ShapeError, show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { normalizeDim } from "../value/shape.js";
import { leavesOf, rebuild } from "./tree.js";
import type { Dims, Func, Randomness, VmapOptions } from "./types.js";

export function vmap(
	fn: Func,
	inDims: Dims = 0,
	outDims: Dims = 0,
	{ randomness = "error" }: VmapOptions = {},
): Func {
	checkFunction("vmap", fn);
	if (!["error", "different", "same"].includes(randomness))
		throw new ValueError(
			"vmap",
			say`randomness ${randomness}; one of error, different, same`,
		);
	return (...args) => {
		const slices = mapped(args, inDims);
		const results = repeated(slices.count, randomness, (i) =>
			fn(...(slices.at(i) as never[])),
		);
		return stacked(results, outDims);
	};
}

/** The arguments of each call. */
function mapped(args: readonly unknown[], inDims: Dims) {
	if (Array.isArray(inDims) && inDims.length !== args.length)
		throw new ValueError(
			"vmap",
			say`inDims has ${inDims.length} entries for ${args.length} arguments; give one each, null for what is not mapped`,
		);
	let count: number | undefined;
	const plans = args.map((arg, i) => {
		const dims = (Array.isArray(inDims) ? inDims[i] : inDims) as Dims;
		if (dims === null) return () => arg;
		const leaves = leavesOf("vmap", `argument ${i}`, arg);
		const along = dimsFor(`inDims of argument ${i}`, arg, dims).map(
			(dim, k) => {
				if (dim === null) return null;
				const x = leaves[k] as Tensor;
				const size = x.size(normalizeDim("vmap", dim, x.ndim));
				if (count !== undefined && size !== count)
					throw new ShapeError(
						"vmap",
						say`argument ${i} of shape ${show(x.shape)} has size ${size} along dimension ${dim}, and an argument before it ${count}; they must be equal`,
					);
				count = size;
				return dim;
			},
		);
		return (index: number) =>
			rebuild(
				arg,
				leaves.map((x, k) => {
					const dim = along[k];
					return dim == null ? x : x.select(dim, index);
				}),
			);
	});
	if (count === undefined)
		throw new ValueError(
			"vmap",
			"no argument is mapped; inDims must name a dimension of at least one",
		);
	if (count === 0)
		throw new ValueError(
			"vmap",
			"the batch has no elements, and only a call of the function tells its result's shape; expected at least one",
		);
	return { count, at: (i: number) => plans.map((plan) => plan(i)) };
}

/** A dimension for each tensor of a structure. */
function dimsFor(
	what: string,
	tree: unknown,
	dims: unknown,
): (number | null)[] {
	if (dims === null || typeof dims === "number")
		return leavesOf("vmap", what, tree).map(() => dims);
	if (
		tree instanceof Tensor ||
		typeof dims !== "object" ||
		Object.keys(dims).join() !== Object.keys(tree as object).join()
	)
		throw new ValueError(
			"vmap",
			say`${what} do not have the structure of its tensors; give a number, null, or one for each entry`,
		);
	return Object.entries(tree as object).flatMap(([key, item]) =>
		dimsFor(what, item, (dims as Record<string, unknown>)[key]),
	);
}

function repeated<R>(
	count: number,
	randomness: Randomness,
	call: (i: number) => R,
): R[] {
	if (randomness === "different")
		return Array.from({ length: count }, (_, i) => call(i));
	const generator = defaultGenerator();
	const before = generator.getState();
	return Array.from({ length: count }, (_, i) => {
		if (randomness === "same") generator.setState(before);
		const result = call(i);
		if (randomness === "error" && i === 0) {
			const after = generator.getState();
			if (after.some((byte, k) => byte !== before[k])) {
				generator.setState(before);
				throw new ValueError(
					"vmap",
					'the function draws random numbers; pass { randomness: "different" } for new ones in each element of the batch, or "same"',
				);
			}
		}
		return result;
	});
}

function stacked(results: readonly unknown[], outDims: Dims): unknown {
	const [first] = results;
	const all = results.map((result) =>
		leavesOf("vmap", "the function's result", result),
	);
	const dims = dimsFor("outDims", first, outDims);
	return rebuild(
		first,
		dims.map((dim, k) => {
			if (dim === null)
				throw new ValueError(
					"vmap",
					"outDims holds null; every result has the batch's dimension somewhere",
				);
			const parts = all.map((leaves) => leaves[k]);
			if (parts.includes(undefined))
				throw new DTypeError(
					"vmap",
					"the function gave results of different structures for two elements of the batch",
				);
			return stack(parts as Tensor[], dim);
		}),
	);
}
