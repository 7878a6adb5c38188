/**
 * The graph that `backward` walks. Every tensor that was computed from one that requires a gradient has an edge to the
 * node that computes its inputs' gradients; a leaf's edge leads to the node that adds to its `.grad`.
 */

import type { Tensor } from "../tensor/tensor.js";
import { AutogradError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import { recordingLine } from "./anomaly.js";

/** Where a gradient goes: a node, and which of its outputs the gradient belongs to. */
export interface Edge {
	readonly node: Node;
	readonly slot: number;
}

let made = 0;

/** How many nodes there have been: the serial number of the latest. */
export const nodesMade = (): number => made;

export abstract class Node implements Edge {
	readonly #order = ++made;
	/** Counts up: a node is made after everything that its edges lead to. */
	get order(): number {
		return this.#order;
	}
	/** A node is itself the edge to its only output. */
	get node(): Node {
		return this;
	}
	readonly slot = 0;
	/** Outputs that can receive a gradient. */
	readonly outputs: number = 1;
	/** Hooks of the output tensors, called with the gradient before the node runs. */
	hooks: GradHook[] | undefined;
	/** Tensors whose gradient is kept although they are not leaves. */
	retainers: Retainer[] | undefined;

	/** Runs code of the user, which may keep any tensor that it sees. */
	readonly isUserCode: boolean = false;

	/** @internal The line of the user's program that recorded this, where anomalies are looked for. */
	readonly madeAt = recordingLine();

	/** The running pass; how many gradients are still to come; those that came. */
	pass = 0;
	pending = 0;
	grads: (Tensor | undefined)[] = [];

	/** Private, so that graphs of equal form are equal to those who compare their fields. */
	readonly #serial = ++made;

	/** Later nodes have larger numbers. */
	get serial(): number {
		return this.#serial;
	}

	constructor(
		/** The operation that the user called. */
		public name: string,
		readonly edges: readonly (Edge | null)[],
	) {}

	/**
	 * The gradients of the inputs, in the order of `edges`. Where `needs` is given, those that it calls false are not
	 * used and may be left out.
	 */
	abstract apply(
		grads: readonly (Tensor | undefined)[],
		createGraph: boolean,
		needs?: readonly boolean[],
	): readonly (Tensor | null)[];

	/** Lets go of what was saved for `apply`. */
	release(): void {}
}

export interface GradHook {
	readonly slot: number;
	// biome-ignore lint/suspicious/noConfusingVoidType: a hook may return nothing at all
	readonly call: (grad: Tensor) => Tensor | undefined | null | void;
}

export interface Retainer {
	readonly slot: number;
	readonly tensor: Tensor;
}

/** Checks that a saved tensor still has the elements it had when it was saved. */
export function checkVersion(
	op: string,
	tensor: Tensor,
	version: number,
): Tensor {
	const { storage } = tensor;
	if (storage.version !== version)
		throw new AutogradError(
			op,
			say`needs a tensor of shape ${show(tensor.shape)} for its gradient that ${storage.changedBy} has changed in place since; clone() it before the change, or use the variant without underscore`,
		);
	return tensor;
}
