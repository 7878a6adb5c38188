/** The engine: how gradients travel through the graph, and who owns them on the way. */

import { release, unsave } from "../memory/storage.js";
import { checkTensor, tidy } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import {
	AutogradError,
	DTypeError,
	ShapeError,
	show,
} from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import { AccumulateGrad, own } from "./accumulate.js";
import {
	checkGradientForNaN,
	isAnomalyEnabled,
	uncheckedForNaN,
} from "./anomaly.js";
import { isGradEnabled, setGradEnabled } from "./mode.js";
import type { Edge, GradHook, Node } from "./node.js";
import { leadingTo } from "./reach.js";

let passes = 0;

/** One walk over the graph, from the roots to the leaves, each node once all of its gradients have come. */
export class Pass {
	readonly #id = ++passes;
	readonly #ready: Node[] = [];
	readonly #visited: Node[] = [];
	#captures: Map<Node, (Tensor | undefined)[]> | undefined;
	/** The nodes that the walk is limited to. */
	#leading: ReadonlySet<Node> | undefined;

	constructor(
		readonly roots: readonly Tensor[],
		readonly seeds: readonly Tensor[],
		readonly createGraph: boolean,
		readonly retainGraph: boolean,
	) {}

	/** Keeps the gradients that arrive at these edges, and runs only what leads to them. */
	capture(edges: readonly Edge[]): void {
		this.#captures = new Map(edges.map((edge) => [edge.node, []]));
	}

	captured({ node, slot }: Edge): Tensor | undefined {
		return this.#captures?.get(node)?.[slot];
	}

	run(): void {
		const mode = isGradEnabled();
		setGradEnabled(this.createGraph);
		try {
			this.#count();
			this.#seed();
			for (
				let node = this.#ready.pop();
				node !== undefined;
				node = this.#ready.pop()
			)
				this.#visit(node);
		} finally {
			setGradEnabled(mode);
			this.#forget();
		}
	}

	/** Finds every node behind the roots, or what of them leads to the captures, and counts how many gradients each will get. */
	#count(): void {
		const starts = this.roots.map((root) => root.gradEdge().node);
		if (this.#captures !== undefined)
			this.#leading = leadingTo(new Set(this.#captures.keys()), starts);
		for (const node of starts) if (this.#isOnTheWay(node)) this.#enter(node);
		const work = [...this.#visited];
		for (let node = work.pop(); node !== undefined; node = work.pop())
			for (const edge of node.edges) {
				if (edge === null || !this.#isOnTheWay(edge.node)) continue;
				if (this.#enter(edge.node)) work.push(edge.node);
				edge.node.pending++;
			}
	}

	#isOnTheWay(node: Node): boolean {
		return this.#leading === undefined || this.#leading.has(node);
	}

	#enter(node: Node): boolean {
		if (node.pass === this.#id) return false;
		if (node.pass !== 0)
			throw new AutogradError(
				"backward",
				say`called from within another backward pass over the same graph (at ${node.name}); detach() what the hook or function uses`,
			);
		node.pass = this.#id;
		node.pending = 0;
		node.grads = [];
		this.#visited.push(node);
		return true;
	}

	#seed(): void {
		this.roots.forEach((root, i) => {
			const { node, slot } = root.gradEdge();
			if (this.#isOnTheWay(node))
				this.#deliver(node, slot, this.seeds[i] as Tensor);
		});
		for (const node of new Set(this.roots.map((r) => r.gradEdge().node)))
			if (this.#isOnTheWay(node) && node.pending === 0) this.#ready.push(node);
	}

	/** Adds a gradient to those that the node has got. The engine holds it until the node has run. */
	#deliver(node: Node, slot: number, grad: Tensor): void {
		const before = node.grads[slot];
		if (before === undefined) {
			grad.storage.saves++;
			node.grads[slot] = grad;
			return;
		}
		const sum = this.createGraph
			? before.add(grad)
			: tidy(() => before.add(grad), true);
		sum.storage.saves++;
		node.grads[slot] = sum;
		unsave(before.storage);
		// What the sum has used up is gone unless somebody else holds it.
		if (grad.storage.temporary && grad.storage.saves === 0)
			release(grad.storage);
	}

	#visit(node: Node): void {
		this.#keepCaptured(node);
		if (this.#leadsOn(node)) {
			this.#callHooks(node);
			this.#propagate(node);
			if (!this.retainGraph) node.release();
		}
		for (const grad of node.grads) if (grad !== undefined) unsave(grad.storage);
		node.grads = [];
	}

	/** What arrives, before hooks may change it. */
	#keepCaptured(node: Node): void {
		const capture = this.#captures?.get(node);
		if (capture === undefined) return;
		node.grads.forEach((grad, slot) => {
			if (grad !== undefined) capture[slot] = own(grad, this.createGraph);
		});
	}

	/** Whether the node is to run: one that was only asked for its own gradient keeps what it saved. */
	#leadsOn(node: Node): boolean {
		return (
			this.#captures === undefined ||
			node.edges.some((edge) => edge !== null && this.#isOnTheWay(edge.node))
		);
	}

	#propagate(node: Node): void {
		const { grads } = node;
		const has = grads.some((grad) => grad !== undefined);
		const needs =
			this.#leading &&
			node.edges.map((edge) => edge !== null && this.#isOnTheWay(edge.node));
		const apply = () =>
			this.createGraph
				? node.apply(grads, true, needs)
				: this.#applyTidily(node, grads, needs);
		const checked = isAnomalyEnabled();
		const results = !has
			? undefined
			: checked
				? uncheckedForNaN(apply)
				: apply();
		node.edges.forEach((edge, i) => {
			if (edge === null || needs?.[i] === false) return;
			const result = results?.[i];
			if (checked && result)
				checkGradientForNaN(node.name, grads, result, node.madeAt);
			if (result !== undefined && result !== null)
				this.#deliver(edge.node, edge.slot, result);
			if (--edge.node.pending === 0) this.#ready.push(edge.node);
		});
	}

	/** Runs the rule and marks what it made as the engine's own, to be freed once it has been passed on. */
	#applyTidily(
		node: Node,
		grads: readonly (Tensor | undefined)[],
		needs: readonly boolean[] | undefined,
	): readonly (Tensor | null)[] {
		// Both keep tensors that they make, and the user's code also what it gets.
		if (node.isUserCode || node instanceof AccumulateGrad) {
			if (node.isUserCode)
				for (const grad of grads)
					if (grad !== undefined) grad.storage.temporary = false;
			return node.apply(grads, false, needs);
		}
		return tidy(() => node.apply(grads, false, needs), true);
	}

	#callHooks(node: Node): void {
		for (const { slot, call } of node.hooks ?? []) {
			const grad = node.grads[slot];
			if (grad === undefined) continue;
			grad.storage.temporary = false; // the hook may keep it
			const changed = call(grad);
			if (changed === undefined || changed === null) continue;
			checkChanged(changed, grad);
			changed.storage.saves++;
			unsave(grad.storage);
			node.grads[slot] = changed;
		}
		for (const { slot, tensor } of node.retainers ?? []) {
			const grad = node.grads[slot];
			if (grad === undefined) continue;
			tensor.grad =
				tensor.grad === null
					? own(grad, this.createGraph)
					: tensor.grad.add(grad);
		}
	}

	#forget(): void {
		for (const node of this.#visited) {
			node.pass = 0;
			for (const grad of node.grads)
				if (grad !== undefined) unsave(grad.storage);
			node.grads = [];
		}
	}
}

function checkChanged(
	changed: NonNullable<ReturnType<GradHook["call"]>>,
	grad: Tensor,
): void {
	const { shape, dtype } = checkTensor("registerHook", changed);
	if (!sameShape(shape, grad.shape))
		throw new ShapeError(
			"registerHook",
			say`the hook gave a gradient of shape ${show(shape)} for one of shape ${show(grad.shape)}; they must be equal`,
		);
	if (dtype !== grad.dtype)
		throw new DTypeError(
			"registerHook",
			say`the hook gave a gradient of dtype ${dtype} for one of dtype ${grad.dtype}; they must be equal: convert with to("${grad.dtype}")`,
		);
}
