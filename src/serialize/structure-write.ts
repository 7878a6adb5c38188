import {
	dtypeOfArray,
	fromFlat,
	isTypedArray,
} from "../tensor/create/from-flat.js";
import { Tensor } from "../tensor/tensor.js";
import type { TypedArray } from "../value/dtype.js";
import { DTypeError, ValueError } from "../value/errors.js";
import { isPlainObject } from "../value/options.js";
import { kindOf, quote, say } from "../value/quote.js";
import { type Form, MOST_DEPTH } from "./structure.js";

/** A checkpoint on its way into a file: the JSON, and the tensors by the names under which it speaks of them. */
export interface Written {
	readonly json: unknown;
	readonly tensors: Readonly<Record<string, Tensor>>;
}

/** @throws DTypeError for what cannot be saved, ValueError for what contains itself; both name the place */
export function writeStructure(op: string, checkpoint: unknown): Written {
	const writer = new Writer(op);
	const json = writer.write(checkpoint, []);
	return { json, tensors: Object.fromEntries(writer.tensors) };
}

/** Where a value lies: the keys that lead to it. */
type Path = readonly string[];

class Writer {
	readonly tensors = new Map<string, Tensor>();
	/** Their names by what their elements lie in. */
	readonly #names = new Map<object, string[]>();
	readonly #op: string;
	/** The objects around the one that is being written. */
	readonly #around = new Set<object>();

	constructor(op: string) {
		this.#op = op;
	}

	write(value: unknown, path: Path): unknown {
		switch (typeof value) {
			case "string":
			case "boolean":
				return value;
			case "number":
				return writeNumber(value);
			case "bigint":
				return { $: "bigint", value: String(value) } satisfies Form;
			case "undefined":
				return { $: "undefined" } satisfies Form;
			case "symbol":
				throw this.#refusal(value, path);
		}
		if (value === null) return null;
		// Before functions are refused: modules are functions.
		const state = stateOf(value as object);
		return this.#inside(value as object, path, () =>
			state === value
				? this.#writeObject(value as object, path)
				: this.write(state, path),
		);
	}

	#writeObject(value: object, path: Path): unknown {
		if (value instanceof Tensor) return this.#writeTensor(value, path);
		if (isTypedArray(value)) return this.#writeArray(value, path);
		if (Array.isArray(value))
			// Not map, which leaves holes.
			return Array.from(value, (one, i) => this.write(one, [...path, `${i}`]));
		if (value instanceof Map)
			return {
				$: "map",
				entries: Array.from(value, ([key, one]) => [
					this.write(key, [...path, "(a key)"]),
					this.write(one, [
						...path,
						Object(key) === key ? "(a value)" : `${key}`,
					]),
				]),
			} satisfies Form;
		if (!isPlainObject(value)) throw this.#refusal(value, path);
		const [symbol] = Object.getOwnPropertySymbols(value);
		if (symbol !== undefined)
			throw this.#refusal(symbol, [...path, String(symbol)]);
		const entries = Object.entries(value).map(
			([key, one]) => [key, this.write(one, [...path, key])] as const,
		);
		return Object.hasOwn(value, "$")
			? ({ $: "object", entries } satisfies Form)
			: Object.fromEntries(entries);
	}

	#writeTensor(value: Tensor, path: Path): Form {
		const name =
			this.#names
				.get(value.storage)
				?.find((one) => same(this.tensors.get(one) as Tensor, value)) ??
			this.#add(value, path);
		return { $: "tensor", name, requiresGrad: value.requiresGrad };
	}

	#writeArray(value: TypedArray, path: Path): Form {
		const dtype = dtypeOfArray(value);
		if (dtype === undefined) throw this.#refusal(value, path);
		const name = this.#add(fromFlat(value, [value.length], dtype), path);
		return { $: "array", name };
	}

	/** Under its path, as state dicts name their tensors, or the next free name of that kind. */
	#add(value: Tensor, path: Path): string {
		const wanted =
			path.join(".").replaceAll(/\p{Surrogate}/gu, "\ufffd") || "value";
		let name = wanted;
		for (let i = 2; name === "__metadata__" || this.tensors.has(name); i++)
			name = `${wanted}#${i}`;
		this.tensors.set(name, value);
		const names = this.#names.get(value.storage) ?? [];
		this.#names.set(value.storage, [...names, name]);
		return name;
	}

	#inside<T>(value: object, path: Path, act: () => T): T {
		if (this.#around.has(value))
			throw new ValueError(
				this.#op,
				say`${place(path)} contains itself; a checkpoint is a tree of values`,
			);
		if (path.length > MOST_DEPTH)
			throw new ValueError(
				this.#op,
				say`the checkpoint is nested more than ${MOST_DEPTH} deep`,
			);
		this.#around.add(value);
		try {
			return act();
		} finally {
			this.#around.delete(value);
		}
	}

	#refusal(value: unknown, path: Path): DTypeError {
		if (typeof Object(value).toTypedArray === "function")
			return new DTypeError(
				this.#op,
				say`${place(path)} is a tensor of another copy of flambeau, which has its own memory; import one copy, or save its numbers: x.tolist()`,
			);
		return new DTypeError(
			this.#op,
			say`${place(path)} is ${article(value)}, which no file gives back; a checkpoint is made of what has a stateDict(), generators, tensors, numbers, strings, booleans, null, lists, Maps and plain objects`,
		);
	}
}

/** JSON has finite numbers only, and no negative zero. */
function writeNumber(value: number): unknown {
	if (Number.isFinite(value) && !Object.is(value, -0)) return value;
	const text = Object.is(value, -0) ? "-0" : String(value);
	return { $: "number", value: text } satisfies Form;
}

/** What stands for a module, an optimiser, a scheduler or a generator in a file; others stand for themselves. */
function stateOf(value: object): unknown {
	const { stateDict, getState } = value as Partial<
		Record<"stateDict" | "getState", unknown>
	>;
	if (isPlainObject(value) || value instanceof Tensor) return value;
	if (typeof stateDict === "function") return stateDict.call(value);
	if (typeof getState === "function") return getState.call(value);
	return value;
}

/** Elements of one storage are read in the same way, as those of a weight that two layers share. */
function same(a: Tensor, b: Tensor): boolean {
	if (a.dtype !== b.dtype) return false;
	const { shape, strides, offset } = a.layout;
	const other = b.layout;
	return (
		offset === other.offset &&
		String(shape) === String(other.shape) &&
		String(strides) === String(other.strides)
	);
}

function article(value: unknown): string {
	const kind = kindOf(value);
	return /^[AEIOU]/i.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function place(path: Path): string {
	return path.length === 0 ? "the checkpoint" : quote(path.join("."));
}
