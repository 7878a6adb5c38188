/**
 * What an operation is, and the one path on which every operation runs: check and infer, allocate, launch kernels,
 * record. An operation says what it computes; broadcasting, gradients' shapes and memory are settled here.
 */
import { checkForNaN, isAnomalyEnabled } from "../../autograd/anomaly.js";
import { isGradEnabled } from "../../autograd/mode.js";
import type { Edge } from "../../autograd/node.js";
import {
	addressOf,
	allocate,
	beginOp,
	release,
	type Storage,
} from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { type DType, dtypes } from "../../value/dtype.js";
import { DTypeError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";
import type { Shape } from "../../value/shape.js";
import { contiguousView, type View } from "../../value/view.js";
import { OpNode, ViewNode } from "./record.js";

export interface Meta {
	readonly shape: Shape;
	readonly dtype: DType;
}

/** The shape and dtype of a tensor, for operations whose output has both. */
export function metaOf(x: Tensor): Meta {
	const { layout, dtype } = x;
	return { shape: layout.shape, dtype };
}

/** What a backward rule may look at: exactly what the operation said that it saves. */
export interface Context<Args> {
	readonly args: Args;
	/** The inputs, if saved; with `saves: "others"` only those that another input's gradient needs. */
	readonly inputs: readonly Tensor[];
	/** The output, if saved. */
	readonly output: Tensor;
	/** Shapes and dtypes of the inputs: known even when nothing is saved. */
	readonly metas: readonly Meta[];
	/** Which inputs want a gradient; the rule may give null for the rest. */
	readonly needs: readonly boolean[];
	/** The gradient will be differentiated itself: a rule with a fused kernel then uses differentiable operations. */
	readonly createGraph: boolean;
}

export interface OpSpec<Args> {
	readonly name: string;
	/** Shape and dtype of the output, or a typed error: runs before anything is allocated. */
	readonly infer: (inputs: readonly Tensor[], args: Args) => Meta;
	/** Launches kernels that fill `out`, which is contiguous. */
	readonly forward: (
		inputs: readonly Tensor[],
		out: Tensor,
		args: Args,
	) => void;
	/** What the backward rule reads. `others`: an input is kept only if another input wants a gradient. */
	readonly saves: "none" | "inputs" | "others" | "output" | "both";
	/** Which of the inputs, and last the output, the rule reads for these needs. Default: all that is saved. */
	readonly reads?: (needs: readonly boolean[]) => readonly boolean[];
	/** The gradient depends on the inputs' values, though nothing is saved that says so. Default false. */
	readonly bends?: boolean;
	/**
	 * A gradient for each input, or null where it has none; null as a whole: not differentiable. Gradients may have the
	 * output's broadcast shape and promoted dtype: they are summed and cast to the input's.
	 */
	readonly backward:
		| ((ctx: Context<Args>, grad: Tensor) => readonly (Tensor | null)[])
		| null;
}

type TensorClass = new (storage: Storage, view: View, dtype: DType) => Tensor;
let tensorClass: TensorClass;

/** Breaks the one natural cycle: a tensor's methods need operations, and operations make tensors. */
export function setTensorClass(c: TensorClass): void {
	tensorClass = c;
}

export function makeTensor(storage: Storage, view: View, dtype: DType): Tensor {
	return new tensorClass(storage, view, dtype);
}

/** A new contiguous tensor, its elements undefined. */
export function allocateTensor(shape: Shape, dtype: DType): Tensor {
	const view = contiguousView(shape);
	const bytes = view.numel * dtypes[dtype].bytes;
	return makeTensor(track(allocate(bytes)), view, dtype);
}

// --- temporaries -----------------------------------------------------------------------------------------------------

let tracked: Storage[] | undefined;

function track(storage: Storage): Storage {
	tracked?.push(storage);
	return storage;
}

/**
 * Runs library code and frees every tensor that it made but for the results, at once or when the graph lets go of it.
 * Only for code that cannot hand tensors to the user in another way. With `temporary`, the results are the library's own
 * too: they are freed when their last holder lets go of them.
 */
export function tidy<T extends Tensor | readonly (Tensor | null)[]>(
	fn: () => T,
	temporary = false,
): T {
	const outer = tracked;
	const mine: Storage[] = [];
	tracked = mine;
	let result: T;
	try {
		result = fn();
	} catch (error) {
		for (const storage of mine) free(storage);
		throw error;
	} finally {
		tracked = outer;
	}
	for (const storage of mine)
		if (!holds(result, storage)) free(storage);
		else if (temporary) storage.temporary = true;
		else outer?.push(storage);
	return result;
}

function holds(
	result: Tensor | readonly (Tensor | null)[],
	storage: Storage,
): boolean {
	if (!Array.isArray(result)) return (result as Tensor).storage === storage;
	for (const tensor of result as readonly (Tensor | null)[])
		if (tensor?.storage === storage) return true;
	return false;
}

/** Frees what only the library holds: now, or when no graph node needs it any more. */
function free(storage: Storage): void {
	if (storage.saves === 0) release(storage);
	else storage.temporary = true;
}

/** Frees a tensor that no user code can hold: now, or when the graph lets go of it. */
export function releaseTemporary(x: Tensor): void {
	free(x.storage);
}

/** Whether the only element of the tensor that `question` computes is true; frees all that it made. */
export function isTrue(question: () => Tensor): boolean {
	let answer = false;
	tidy(() => {
		// item() of a bool tensor is a boolean, whatever its type says.
		answer = Boolean(question().item());
		return [];
	});
	return answer;
}

/** A tensor that lives until the running operation's kernels are done. */
export function scratch(shape: Shape, dtype: DType): Tensor {
	const view = contiguousView(shape);
	const storage = allocate(view.numel * dtypes[dtype].bytes);
	scratches.push(storage);
	return makeTensor(storage, view, dtype);
}

const scratches: Storage[] = [];

// --- running an operation ---------------------------------------------------------------------------------------------

/** Runs one operation on tensors. */
export function apply<Args>(
	spec: OpSpec<Args>,
	inputs: readonly Tensor[],
	args: Args,
): Tensor {
	const { shape, dtype } = spec.infer(inputs, args);
	beginOp();
	for (let i = 0; i < inputs.length; i++)
		addressOf((inputs[i] as Tensor).storage);
	const out = allocateTensor(shape, dtype);
	if (out.layout.numel > 0) launch(spec, inputs, out, args);
	if (isAnomalyEnabled()) checkForNaN(spec.name, inputs, out);
	if (shouldRecord(spec, inputs, dtype))
		out.edge = new OpNode(spec, inputs, out, args);
	return out;
}

/** Fills `out`, which exists already, and frees the scratch tensors. */
export function launch<Args>(
	spec: OpSpec<Args>,
	inputs: readonly Tensor[],
	out: Tensor,
	args: Args,
): void {
	try {
		spec.forward(inputs, out, args);
	} finally {
		while (scratches.length > 0) release(scratches.pop() as Storage);
	}
}

export function shouldRecord(
	spec: { readonly backward: unknown },
	inputs: readonly Tensor[],
	dtype: DType,
): boolean {
	if (!isGradEnabled() || spec.backward === null) return false;
	if (dtypes[dtype].category !== 2) return false;
	for (let i = 0; i < inputs.length; i++)
		if ((inputs[i] as Tensor).requiresGrad) return true;
	return false;
}

/** A view operation: no kernel, the same storage. `backward` gives the gradient of the base from the view's. */
export function viewOf(
	name: string,
	base: Tensor,
	view: View,
	backward: (grad: Tensor, base: Meta) => Tensor,
): Tensor {
	const out = makeTensor(base.storage, view, base.dtype);
	if (dtypes[base.dtype].category !== 2) return out;
	becomeView(out, base);
	if (isGradEnabled() && base.requiresGrad)
		out.edge = new ViewNode(name, base, backward);
	return out;
}

/** Lets `out`, which shares elements with `base`, follow what happens to them. */
export function becomeView(out: Tensor, base: Tensor): void {
	out.base = base.base ?? base;
	out.graphVersion = base.storage.graphVersion;
	out.unrecorded = base.unrecorded || !isGradEnabled();
}

/** Whether a value is a tensor of this copy of the library. @example isTensor(ones([2])); // true */
export function isTensor(value: unknown): value is Tensor {
	// Before the first tensor there is no class, and nothing can be one.
	return tensorClass !== undefined && value instanceof tensorClass;
}

function isOfAnotherCopy(value: unknown): boolean {
	const prototype = tensorClass?.prototype as object | undefined;
	return (
		typeof value === "object" &&
		value !== null &&
		typeof (value as Tensor).toTypedArray === "function" &&
		!(prototype && Object.prototype.isPrototypeOf.call(prototype, value))
	);
}

/** Refuses values that are not tensors, with the name of the operation. */
export function checkTensor(op: string, value: unknown): Tensor {
	if (isTensor(value)) return value;
	if (isOfAnotherCopy(value))
		throw new DTypeError(
			op,
			"this tensor comes from another copy of flambeau, which has its own memory; import one copy, or move the numbers: tensor(x.tolist())",
		);
	throw new DTypeError(
		op,
		say`expected a tensor, got ${quote(value)}; make one with tensor(...)`,
	);
}

export type { Edge };
