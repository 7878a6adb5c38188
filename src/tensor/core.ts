/** What a tensor is: elements somewhere, a way to read them, and its place in the graph. */

import { AccumulateGrad } from "../autograd/accumulate.js";
import { isGradEnabled } from "../autograd/mode.js";
import type { Edge, GradHook } from "../autograd/node.js";
import { type Nested, readElements, readNested } from "../memory/read.js";
import {
	release,
	releaseUnlessSaved,
	type Storage,
} from "../memory/storage.js";
import { asStrided } from "../ops/shape/as-strided.js";
import {
	type DType,
	isFloatingDType,
	type TypedArray,
} from "../value/dtype.js";
import { AutogradError, DTypeError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import type { Shape } from "../value/shape.js";
import type { View } from "../value/view.js";
import { checkGrad } from "./check-grad.js";
import type { Tensor } from "./tensor.js";

const isAbove = Object.prototype.isPrototypeOf;

export class TensorCore {
	/** @internal Where the gradient of this tensor goes; null for leaves and for what needs none. */
	edge: Edge | null = null;
	/** @internal The tensor of which this is a differentiable view. */
	base: Tensor | null = null;
	/** @internal A view that was made while nothing was recorded: the graph cannot follow a change of its elements. */
	unrecorded = false;
	/** @internal State of the storage's history when `edge` was made. */
	graphVersion = 0;
	/** @internal A JavaScript number that became a tensor: it does not take part in promotion as tensors do. */
	wrapped = false;
	#grad: Tensor | null = null;
	/** Whether no user code can hold `#grad`. */
	#gradIsOurs = false;
	#leafRequiresGrad = false;
	#accumulate: AccumulateGrad | undefined;

	/** An object that has only the prototype of a tensor is none: there are no elements behind it. */
	static [Symbol.hasInstance](value: unknown): boolean {
		return (
			typeof value === "object" &&
			value !== null &&
			#grad in value &&
			// biome-ignore lint/complexity/noThisInStatic: classes below inherit this, and ask for themselves
			isAbove.call(this.prototype, value)
		);
	}

	constructor(
		/** @internal */ readonly storage: Storage,
		/** @internal */ readonly layout: View,
		/** Element type. */
		readonly dtype: DType,
	) {}

	/** The gradient that `backward` accumulated, or null. @throws ShapeError, DTypeError for one that does not fit */
	get grad(): Tensor | null {
		this.#gradIsOurs = false;
		return this.#grad;
	}

	set grad(value: Tensor | null) {
		const next = value ? checkGrad(this, value) : null;
		// Nobody has seen it, and it is replaced: nobody ever will.
		if (this.#gradIsOurs && this.#grad !== null)
			releaseUnlessSaved(this.#grad.storage);
		this.#gradIsOurs = false;
		this.#grad = next;
	}

	/** @internal The gradient for code that neither keeps it nor hands it on to the user. */
	peekGrad(): Tensor | null {
		return this.#grad;
	}

	/** @internal Takes a gradient that nobody else holds: it is freed when it is replaced, unless somebody reads it first. */
	adoptGrad(grad: Tensor): void {
		this.grad = grad;
		this.#gradIsOurs = true;
	}

	/** Size of each dimension; a frozen list. Code of the library reads `layout.shape`, which costs nothing. */
	get shape(): Shape {
		return this.layout.publicShape;
	}

	/** Number of dimensions. */
	get ndim(): number {
		return this.layout.shape.length;
	}

	/** What `JSON.stringify` writes: as `tolist()`. JSON has no NaN and no Infinity and writes null for them. */
	toJSON(): Nested {
		return readNested(this.storage, this.layout, this.dtype);
	}

	/** A copy of the elements in row-major order, in the typed array of the dtype (bool and uint8: `Uint8Array`). */
	toTypedArray(): TypedArray {
		return readElements(this.storage, this.layout, this.dtype);
	}

	/** Whether operations on this tensor are recorded. Setting it makes a leaf require its gradient, or not. */
	get requiresGrad(): boolean {
		return this.#leafRequiresGrad || this.currentEdge() !== null;
	}

	set requiresGrad(value: boolean) {
		this.requiresGrad_(value);
	}

	/**
	 * Makes a leaf require its gradient (or not) and gives the tensor itself.
	 * @throws DTypeError for integers and bool
	 * @throws AutogradError when switching it off on a tensor that was computed
	 */
	requiresGrad_(value = true): this {
		if (value && !isFloatingDType(this.dtype))
			throw new DTypeError(
				"requiresGrad_",
				say`a tensor of dtype ${this.dtype} cannot require a gradient; only float32 and float64 can. Convert with float() first`,
			);
		if (!value && this.currentEdge() !== null)
			throw new AutogradError(
				"requiresGrad_",
				"cannot switch it off on a tensor that was computed; use detach()",
			);
		if (this.currentEdge() === null) {
			this.#leafRequiresGrad = value;
			if (value) this.#ownHistory();
		}
		return this;
	}

	/** A view that becomes a leaf is what gets the gradient, so it owns its history; what it views has none. */
	#ownHistory(): void {
		this.base = null;
		this.unrecorded = false;
	}

	/** Whether the tensor was made by the user or does not require a gradient: only such leaves get a `.grad`. */
	get isLeaf(): boolean {
		return this.currentEdge() === null;
	}

	/** The node that computes the gradients of this tensor's inputs, or null for a leaf. */
	get gradFn(): { readonly name: string } | null {
		return this.currentEdge()?.node ?? null;
	}

	/** @internal The edge, made anew if the tensor is a view of something that was changed in place since. */
	currentEdge(): Edge | null {
		const { base } = this;
		if (base !== null && this.graphVersion !== this.storage.graphVersion) {
			if (this.unrecorded) return this.#edgeOfUnrecorded(base);
			this.graphVersion = this.storage.graphVersion;
			if (base.requiresGrad) this.edge = asStrided(base, this.layout).edge;
		}
		return this.edge;
	}

	/** What was read through such a view before is right, what it would be recorded as now is not. */
	#edgeOfUnrecorded(base: Tensor): Edge | null {
		if (isGradEnabled() && base.requiresGrad)
			throw new AutogradError(
				"view",
				say`a view of shape ${show(this.shape)} that was made inside noGrad, and ${this.storage.changedBy} has changed its elements with recording on since; make the view anew outside of noGrad, or detach() it`,
			);
		return this.edge;
	}

	/** @internal Where a gradient for this tensor is to be sent. */
	gradEdge(): Edge {
		const edge = this.currentEdge();
		if (edge !== null) return edge;
		this.#accumulate ??= new AccumulateGrad(this as unknown as Tensor);
		return this.#accumulate;
	}

	/** Keeps the gradient of a tensor that is not a leaf in its `.grad`. */
	retainGrad(): void {
		const edge = this.currentEdge();
		if (edge === null) {
			if (this.#leafRequiresGrad) return;
			throw new AutogradError(
				"retainGrad",
				"the tensor does not require a gradient; call requiresGrad_() on a leaf that it is computed from",
			);
		}
		edge.node.retainers ??= [];
		edge.node.retainers.push({
			slot: edge.slot,
			tensor: this as unknown as Tensor,
		});
	}

	/**
	 * Calls `hook` with the gradient of this tensor whenever it is computed; a tensor that it returns replaces it.
	 * @returns a handle whose `remove()` takes the hook away
	 */
	registerHook(hook: GradHook["call"]): { remove(): void } {
		if (!this.requiresGrad)
			throw new AutogradError(
				"registerHook",
				"the tensor does not require a gradient; call requiresGrad_() first",
			);
		const { node, slot } = this.gradEdge();
		const entry = { slot, call: hook };
		node.hooks ??= [];
		node.hooks.push(entry);
		return {
			remove: () => {
				node.hooks = node.hooks?.filter((h) => h !== entry);
			},
		};
	}

	/** Frees the elements now. Never needed; using the tensor or a view of it afterwards is an error. */
	dispose(): void {
		release(this.storage);
	}

	/** Iterates over the first dimension. */
	*[Symbol.iterator](this: Tensor): Generator<Tensor> {
		for (let i = 0; i < this.size(0); i++) yield this.select(0, i);
	}
}
