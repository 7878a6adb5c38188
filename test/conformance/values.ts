/** Turns recorded values into the library's. */
import {
	type DType,
	noGrad,
	type Tensor,
	type TypedArray,
	tensor,
} from "../../src/index.js";
import type { Element, Json, PlainTensor, TensorSpec } from "./cases.js";
import { Unsupported } from "./lookup.js";

/** PyTorch's int64 is int32 here; the other dtypes keep their names. */
export function dtypeOf(name: string): DType {
	return (name === "int64" ? "int32" : name) as DType;
}

export function count(shape: readonly number[]): number {
	return shape.reduce((n, size) => n * size, 1);
}

const arrays: Record<DType, new (n: number) => TypedArray> = {
	float32: Float32Array,
	float64: Float64Array,
	int32: Int32Array,
	uint8: Uint8Array,
	bool: Uint8Array,
};

export function numberOf(element: Element | undefined): number {
	if (element === "nan") return Number.NaN;
	if (element === "inf") return Number.POSITIVE_INFINITY;
	if (element === "-inf") return Number.NEGATIVE_INFINITY;
	return Number(element);
}

/**
 * The elements as the dtype has them: float32 is rounded as PyTorch had it, and int64 stays exact, so that what int32
 * cannot hold differs from whatever the library makes of it.
 */
export function elementsOf(spec: PlainTensor): TypedArray {
	const pattern = spec.data ?? spec.repeat ?? [];
	const List =
		spec.dtype === "int64" ? Float64Array : arrays[dtypeOf(spec.dtype)];
	const out = new List(count(spec.shape));
	for (let i = 0; i < out.length; i++)
		out[i] = numberOf(pattern[i % pattern.length]);
	return out;
}

function buildPlain(spec: PlainTensor): Tensor {
	const dtype = dtypeOf(spec.dtype);
	const elements = elementsOf(spec);
	if (dtype === "int32" && !elements.every((n) => n === (n | 0)))
		throw new Unsupported("int64 elements beyond int32");
	return noGrad(() => tensor(elements, { dtype }).reshape([...spec.shape]));
}

/** One step from a base to a non-contiguous view of it. */
function takeView(x: Tensor, [step, ...args]: readonly Json[]): Tensor {
	const [a, b, c, d] = args as number[];
	switch (step) {
		case "transpose":
			return x.transpose(a as number, b as number);
		case "permute":
			return x.permute(args[0] as number[]);
		case "select":
			return x.select(a as number, b as number);
		case "expand":
			return x.expand(args[0] as number[]);
		case "slice": {
			const before = new Array<string>(a as number).fill(":");
			return x.at(...before, `${b ?? ""}:${c ?? ""}:${d ?? ""}`);
		}
		default:
			throw new Error(`unknown view step ${String(step)}`);
	}
}

/** The tensor, and the one to which its gradient goes: its base if it is a view. */
export function buildTensor(spec: TensorSpec): { value: Tensor; leaf: Tensor } {
	if (!("base" in spec)) {
		const value = buildPlain(spec);
		if (spec.requires_grad) value.requiresGrad_();
		return { value, leaf: value };
	}
	const leaf = buildPlain(spec.base);
	if (spec.requires_grad) leaf.requiresGrad_();
	return { value: spec.view.reduce(takeView, leaf), leaf };
}

/** What conversion needs to know and what it finds. */
export interface Scope {
	/** The variables of a program. */
	readonly variables?: ReadonlyMap<string, unknown>;
	/** Filled with the tensors that gradients go to, by path, as in `args.1.2`. */
	readonly leaves?: Map<string, Tensor>;
}

/** Converts a recorded value: tensors are built, arrays converted item by item. */
export function convert(json: Json, scope: Scope = {}, path = ""): unknown {
	if (json === null || typeof json !== "object") return json;
	if (Array.isArray(json))
		return json.map((item, i) => convert(item, scope, `${path}.${i}`));
	const object = json as Record<string, Json>;
	if (object.tensor !== undefined) {
		const built = buildTensor(object.tensor as unknown as TensorSpec);
		scope.leaves?.set(path, built.leaf);
		return built.value;
	}
	if (object.float !== undefined) return numberOf(object.float as Element);
	if (object.dtype !== undefined) return dtypeOf(object.dtype as string);
	if (object.var !== undefined)
		return scope.variables?.get(object.var as string);
	if (object.lambda !== undefined) return scheduleOf(object.lambda as string);
	// Slices and `...` mean something only inside an index: see `toIndex`.
	return object;
}

/** `0.95 ** epoch` as a function of the epoch; the text is part of the fixtures. */
function scheduleOf(text: string): (epoch: number) => number {
	return new Function("epoch", `return ${text};`) as (epoch: number) => number;
}

/** One entry of an index as `at` takes it. */
export function toIndex(entry: unknown): unknown {
	if (entry === null || typeof entry !== "object") return entry;
	if (Object.hasOwn(entry, "ellipsis")) return "...";
	if (Object.hasOwn(entry, "slice")) {
		const { slice } = entry as { slice: (number | null)[] };
		const [start, stop, step] = slice;
		const range = `${start ?? ""}:${stop ?? ""}`;
		return step === null ? range : `${range}:${step}`;
	}
	return entry;
}
