import { AutogradError, ShapeError, show } from "../errors.js";
import { onesLike } from "../ops/create.js";
import { checkTensor, tidy } from "../ops/define.js";
import { sameShape } from "../shape.js";
import { release, unsave } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { AccumulateGrad, own } from "./accumulate.js";
import {
	checkGradientForNaN,
	isAnomalyEnabled,
	uncheckedForNaN,
} from "./anomaly.js";
import { isGradEnabled, setGradEnabled } from "./mode.js";
import type { Edge, Node } from "./node.js";

export interface BackwardOptions {
	/** Keep what the graph saved, so that it can be walked again. Default: the value of `createGraph`. */
	readonly retainGraph?: boolean;
	/** Record the backward pass itself, for gradients of gradients. Default false. */
	readonly createGraph?: boolean;
}

export interface GradOptions extends BackwardOptions {
	/** Give null for an input that the outputs do not depend on, instead of an error. Default false. */
	readonly allowUnused?: boolean;
}

let passes = 0;

/** Computes the gradients of `roots` for every leaf that they depend on and adds them to the leaves' `.grad`. */
export function backward(
	roots: readonly Tensor[],
	gradients: readonly (Tensor | null | undefined)[],
	{ createGraph = false, retainGraph = createGraph }: BackwardOptions = {},
): void {
	const seeds = roots.map((root, i) => seed("backward", root, gradients[i]));
	new Pass(roots, seeds, createGraph, retainGraph).run();
}

/**
 * The gradients of `outputs` with respect to `inputs`, as `torch.autograd.grad`: no `.grad` is touched.
 *
 * @param gradOutputs the gradients of the outputs; may be left out for outputs of one element
 * @throws AutogradError if an input is not part of the graph, unless `allowUnused`
 * @example
 * const x = tensor(3, { dtype: "float32", requiresGrad: true });
 * const [dx] = autograd.grad(x.pow(2), [x]);
 * dx.item(); // 6
 */
export function grad(
	outputs: Tensor | readonly Tensor[],
	inputs: Tensor | readonly Tensor[],
	gradOutputs?: Tensor | readonly (Tensor | null)[],
	options: GradOptions = {},
): (Tensor | null)[] {
	const { createGraph = false, retainGraph = createGraph } = options;
	const roots = toList(outputs);
	const given =
		gradOutputs === undefined
			? []
			: toList(gradOutputs as Tensor | readonly Tensor[]);
	const seeds = roots.map((root, i) => seed("grad", root, given[i]));
	const wanted = toList(inputs).map((input, i) => {
		if (!checkTensor("grad", input).requiresGrad)
			throw new AutogradError(
				"grad",
				`input ${i} of shape ${show(input.shape)} does not require a gradient; call requiresGrad_() on it before computing the outputs`,
			);
		return input.gradEdge();
	});
	const pass = new Pass(roots, seeds, createGraph, retainGraph);
	pass.capture(wanted);
	pass.run();
	return wanted.map((edge, i) => {
		const found = pass.captured(edge);
		if (found === undefined && !options.allowUnused)
			throw new AutogradError(
				"grad",
				`the outputs do not depend on input ${i}; pass { allowUnused: true } to get null for it`,
			);
		return found ?? null;
	});
}

function toList<T extends Tensor>(value: T | readonly T[]): readonly T[] {
	return Array.isArray(value) ? value : [value as T];
}

function seed(
	op: string,
	root: Tensor,
	gradient: Tensor | null | undefined,
): Tensor {
	if (!checkTensor(op, root).requiresGrad)
		throw new AutogradError(
			op,
			`the tensor of shape ${show(root.shape)} does not depend on anything that requires a gradient; set requiresGrad on a leaf, and compute outside of noGrad`,
		);
	if (gradient === undefined || gradient === null) {
		if (root.numel() !== 1)
			throw new AutogradError(
				op,
				`the tensor has ${root.numel()} elements (${show(root.shape)}), and only one with a single element has an implied gradient; reduce it with sum() or mean(), or pass its gradient`,
			);
		return tidy(() => onesLike(root), true);
	}
	if (!sameShape(gradient.shape, root.shape))
		throw new ShapeError(
			op,
			`a gradient of shape ${show(gradient.shape)} for an output of shape ${show(root.shape)}; they must be equal`,
		);
	return gradient.dtype === root.dtype ? gradient : gradient.to(root.dtype);
}

/** One walk over the graph, from the roots to the leaves, each node once all of its gradients have come. */
class Pass {
	readonly #id = ++passes;
	readonly #ready: Node[] = [];
	readonly #visited: Node[] = [];
	#captures: Map<Node, (Tensor | undefined)[]> | undefined;

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

	/** Finds every node behind the roots and counts how many gradients each will get. */
	#count(): void {
		const stack = this.roots.map((root) => root.gradEdge().node);
		for (const node of stack) this.#enter(node);
		const work = [...this.#visited];
		for (let node = work.pop(); node !== undefined; node = work.pop())
			for (const edge of node.edges) {
				if (edge === null) continue;
				if (this.#enter(edge.node)) work.push(edge.node);
				edge.node.pending++;
			}
	}

	#enter(node: Node): boolean {
		if (node.pass === this.#id) return false;
		if (node.pass !== 0)
			throw new AutogradError(
				"backward",
				`called from within another backward pass over the same graph (at ${node.name}); detach() what the hook or function uses`,
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
			this.#deliver(node, slot, this.seeds[i] as Tensor);
		});
		for (const node of new Set(this.roots.map((r) => r.gradEdge().node)))
			if (node.pending === 0) this.#ready.push(node);
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
		this.#callHooks(node);
		const { grads } = node;
		const capture = this.#captures?.get(node);
		if (capture !== undefined)
			grads.forEach((grad, slot) => {
				if (grad !== undefined)
					capture[slot] = this.createGraph ? grad : own(grad);
			});
		if (!(this.#captures !== undefined && node instanceof AccumulateGrad))
			this.#propagate(node);
		for (const grad of grads) if (grad !== undefined) unsave(grad.storage);
		node.grads = [];
		if (!this.retainGraph) node.release();
	}

	#propagate(node: Node): void {
		const { grads } = node;
		const has = grads.some((grad) => grad !== undefined);
		const apply = () =>
			this.createGraph
				? node.apply(grads, true)
				: this.#applyTidily(node, grads);
		const checked = isAnomalyEnabled();
		const results = !has
			? undefined
			: checked
				? uncheckedForNaN(apply)
				: apply();
		node.edges.forEach((edge, i) => {
			if (edge === null) return;
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
	): readonly (Tensor | null)[] {
		// Both keep tensors that they make.
		if (node.isUserCode || node instanceof AccumulateGrad)
			return node.apply(grads, false);
		return tidy(() => node.apply(grads, false), true);
	}

	#callHooks(node: Node): void {
		for (const { slot, call } of node.hooks ?? []) {
			const grad = node.grads[slot];
			if (grad === undefined) continue;
			grad.storage.temporary = false; // the hook may keep it
			const changed = call(grad);
			if (changed === undefined || changed === null) continue;
			if (!sameShape(changed.shape, grad.shape))
				throw new ShapeError(
					"registerHook",
					`the hook gave a gradient of shape ${show(changed.shape)} for one of shape ${show(grad.shape)}; they must be equal`,
				);
			unsave(grad.storage);
			changed.storage.saves++;
			node.grads[slot] = changed;
		}
		for (const { slot, tensor } of node.retainers ?? []) {
			const grad = node.grads[slot];
			if (grad === undefined) continue;
			tensor.grad = this.createGraph ? grad : grad.detach().clone();
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
