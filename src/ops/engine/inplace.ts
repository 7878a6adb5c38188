/**
 * Changing a tensor in place. The result is computed as usual, and then the tensor takes over its block, or gets a copy of
 * its elements where it is but a part of its own. The graph sees the change as if it had been written without one: the tensor, and everything that views it, gets a new history.
 */

import { isGradEnabled } from "../../autograd/mode.js";
import { type Edge, Node } from "../../autograd/node.js";
import {
	addressOf,
	beginOp,
	moveBlock,
	releaseUnlessSaved,
} from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { canCast, dtypes } from "../../value/dtype.js";
import {
	AutogradError,
	DTypeError,
	ShapeError,
	show,
	ValueError,
} from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { sameShape } from "../../value/shape.js";
import {
	extentsMeet,
	isExpanded,
	overlapsItself,
	sameView,
	type View,
} from "../../value/view.js";
import { asStrided, relativeTo } from "../shape/as-strided.js";
import { named } from "./composite.js";
import { clone, copyElements } from "./copy.js";
import { checkTensor, tidy } from "./define.js";

/** Refuses what must not change: leaves that need their gradient, and tensors with several indices for one element. */
export function checkWritable(
	op: string,
	self: Tensor,
	overlaps = overlapsItself(checkTensor(op, self).layout),
): void {
	if (overlaps)
		throw new ValueError(
			op,
			say`in the tensor of shape ${show(self.shape)}, an expanded one or one of windows, several elements are one in memory; clone() it first`,
		);
	if (!isGradEnabled()) return;
	const owner = self.base ?? self;
	if (owner.requiresGrad) refuseUnrecorded(op, self);
	if (owner.requiresGrad && owner.isLeaf)
		throw new AutogradError(
			op,
			say`a leaf that requires a gradient${self.base === null ? "" : " (through a view of it)"} cannot be changed in place; do it inside noGrad(() => ...), or use the variant without underscore`,
		);
}

/** Refuses a change that the graph would have to follow and cannot. */
function refuseUnrecorded(op: string, self: Tensor): void {
	if (self.unrecorded)
		throw new AutogradError(
			op,
			say`the tensor of shape ${show(self.shape)} is a view that was made inside noGrad, and the change would be recorded; make the view outside of noGrad, change it inside, or detach() it`,
		);
}

/** Marks the elements as changed, so that a backward that saved them notices. */
export function touch(op: string, self: Tensor): void {
	self.storage.version++;
	self.storage.changedBy = op;
}

/** self becomes `compute(self)`, whose rule may read self for the operands' gradients; the result must fit self's shape and dtype. */
export function assign(
	op: string,
	self: Tensor,
	compute: (self: Tensor) => Tensor,
	...operands: readonly unknown[]
): Tensor {
	checkWritable(op, self);
	const recorded =
		isGradEnabled() && (self.requiresGrad || operands.some(wantsGradient));
	const run = () => {
		// A rule that saves its input must find the elements from before the change.
		const before = recorded ? clone(self) : self;
		const computed = compute(before);
		checkFits(op, self, computed);
		if (isGradEnabled() && computed.requiresGrad) refuseUnrecorded(op, self);
		return sameShape(computed.shape, self.shape)
			? computed.to(self.dtype)
			: computed.to(self.dtype).expand(self.shape);
	};
	const result = named(op, () => tidy(run, true));
	write(op, self, result);
	return self;
}

export function wantsGradient(operand: unknown): boolean {
	return (operand as Tensor | null | undefined)?.requiresGrad === true;
}

/** Refuses a result that does not go into self. */
export function checkFits(op: string, self: Tensor, result: Tensor): void {
	const grows =
		result.ndim > self.ndim ||
		result.shape.some(
			(size, i) =>
				size !== 1 && size !== self.shape[self.ndim - result.ndim + i],
		);
	if (grows)
		throw new ShapeError(
			op,
			say`the result has shape ${show(result.shape)} and the tensor ${show(self.shape)}; a tensor cannot grow in place`,
		);
	if (!canCast(result.dtype, self.dtype))
		throw new DTypeError(
			op,
			say`a ${result.dtype} result does not go into a tensor of dtype ${self.dtype}; convert the tensor first, or use the variant without underscore`,
		);
}

/** Copies the result's elements over self's, and its history if it has one. */
function write(op: string, self: Tensor, result: Tensor): void {
	// The result may be the caller's own tensor, which keeps its history even where nothing is recorded.
	const edge =
		isGradEnabled() && result.requiresGrad ? result.gradEdge() : null;
	if (canTakeOver(result, self)) moveBlock(result.storage, self.storage);
	else if (result.storage !== self.storage) place(result, self);
	else if (!sameView(result.layout, self.layout)) placeWithin(result, self);
	touch(op, self);
	if (edge !== null) adopt(self, edge);
	else endHistory(op, self);
	discard(result, self);
}

/** Whether the result's block, which nobody else has, can be self's from here on: both fill theirs in one order. */
function canTakeOver(result: Tensor, self: Tensor): boolean {
	const [from, to] = [result.storage, self.storage];
	return (
		from !== to &&
		from.temporary &&
		from.saves === 0 &&
		from.bytes === to.bytes &&
		self.layout.numel * dtypes[self.dtype].bytes === to.bytes &&
		self.layout.contiguous &&
		sameView(result.layout, self.layout)
	);
}

function place(source: Tensor, self: Tensor): void {
	beginOp();
	addressOf(self.storage);
	copyElements(source, self);
}

/** Both are parts of one storage: what is written must not be read again. */
function placeWithin(source: Tensor, self: Tensor): void {
	if (!extentsMeet(source.layout, self.layout)) {
		place(source, self);
		return;
	}
	const apart = tidy(() => clone(source.detached()), true);
	place(apart, self);
	discard(apart, self);
}

/** Frees a result that has been copied, if nobody but the library holds it. */
function discard(result: Tensor, self: Tensor): void {
	if (result.storage.temporary && result.storage !== self.storage)
		releaseUnlessSaved(result.storage);
}

/** Gives self, and through its base everything that shares its elements, the new history. */
function adopt(self: Tensor, edge: Edge): void {
	const { base, storage } = self;
	if (base === null) {
		storage.graphVersion++;
		self.graphVersion = storage.graphVersion;
		self.edge = edge;
		return;
	}
	const within = relativeTo(base.layout, self.layout);
	const before = base.requiresGrad ? base.gradEdge() : null;
	base.edge = new WriteThroughView(base, before, edge, within);
	storage.graphVersion++;
}

/** Elements that depend on nothing any more: what they were computed from gets no gradient through them. */
function endHistory(op: string, self: Tensor): void {
	if (isGradEnabled() && self.requiresGrad)
		adopt(self, new Overwritten(op, self));
}

/** Passes zeros on: the tensor still belongs to the graph, as in PyTorch. */
class Overwritten extends Node {
	constructor(op: string, self: Tensor) {
		// Of a view, the base's history already gets zeros for the view's part.
		super(op, self.base === null ? [self.gradEdge()] : []);
	}

	apply(grads: readonly (Tensor | undefined)[]): readonly (Tensor | null)[] {
		return this.edges.map(() => grads[0]?.filledLike(0) ?? null);
	}
}

/** The base after a view of it was overwritten: the view's part has the new history, the rest the old one. */
class WriteThroughView extends Node {
	readonly #view: View;
	readonly #shape: readonly number[];

	constructor(base: Tensor, before: Edge | null, written: Edge, view: View) {
		super("copySlices", [before, written]);
		this.#view = view;
		this.#shape = base.shape;
	}

	apply(
		grads: readonly (Tensor | undefined)[],
		_: boolean,
		needs: readonly boolean[] = this.edges.map((edge) => edge !== null),
	): readonly (Tensor | null)[] {
		const grad = grads[0];
		if (grad === undefined) return [null, null];
		const dense = grad.expand(this.#shape).clone();
		const written = needs[1] ? asStrided(dense, this.#view).clone() : null;
		if (needs[0]) asStrided(dense, this.#view).fill_(0);
		return [needs[0] ? dense : null, written];
	}
}

/** Overwrites every element by what `fill` writes into a contiguous tensor; the history ends here. */
export function overwrite(
	op: string,
	self: Tensor,
	fill: (target: Tensor) => void,
): Tensor {
	// Each element gets one value whichever of its indices comes last.
	checkWritable(op, self, isExpanded(self.layout));
	beginOp();
	addressOf(self.storage);
	if (self.layout.contiguous) fill(self);
	else {
		const ordered = inMemoryOrder(self.detached());
		const dense = tidy(() => clone(ordered), true);
		fill(dense);
		beginOp();
		addressOf(self.storage);
		copyElements(dense, ordered);
		discard(dense, self);
	}
	touch(op, self);
	endHistory(op, self);
	return self;
}

/**
 * The tensor with its dimensions in the order in which PyTorch walks the memory, so that random numbers fall as they
 * do there.
 */
function inMemoryOrder(x: Tensor): Tensor {
	const { strides } = x.layout;
	return x.permute(
		strides
			.map((_, dim) => dim)
			.sort((a, b) => (strides[b] as number) - (strides[a] as number)),
	);
}
