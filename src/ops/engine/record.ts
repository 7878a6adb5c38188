/** The nodes that operations leave in the graph: what they keep for the backward pass, and how gradients get their shape. */
import {
	checkVersion,
	type Edge,
	Node,
	nodesMade,
} from "../../autograd/node.js";
import { unsave } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { AutogradError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { type Shape, sameShape } from "../../value/shape.js";
import type { Meta, OpSpec } from "./define.js";

export class ViewNode extends Node {
	readonly #base: Meta;
	readonly #rule: (grad: Tensor, base: Meta) => Tensor;

	constructor(
		name: string,
		base: Tensor,
		rule: (grad: Tensor, base: Meta) => Tensor,
	) {
		super(name, [base.gradEdge()]);
		this.#base = { shape: base.shape, dtype: base.dtype };
		this.#rule = rule;
	}

	apply(grads: readonly (Tensor | undefined)[]): readonly (Tensor | null)[] {
		const grad = grads[0];
		return [grad === undefined ? null : this.#rule(grad, this.#base)];
	}
}

export class OpNode<Args> extends Node {
	readonly #spec: OpSpec<Args>;
	readonly #args: Args;
	readonly #needs: boolean[];
	readonly #metas: Meta[];
	#saved: (Tensor | undefined)[];
	#versions: number[];
	#output: Tensor | undefined;
	#outputVersion = 0;
	#released = false;

	constructor(
		spec: OpSpec<Args>,
		inputs: readonly Tensor[],
		out: Tensor,
		args: Args,
	) {
		super(
			spec.name,
			inputs.map((t) => (t.requiresGrad ? t.gradEdge() : null)),
		);
		this.#spec = spec;
		this.#args = args;
		this.#needs = this.edges.map((edge) => edge !== null);
		this.#metas = inputs.map((t) => ({
			shape: t.layout.shape,
			dtype: t.dtype,
		}));
		this.#saved = [];
		this.#versions = [];
		const reads = spec.reads?.(this.#needs);
		this.#saveInputs(inputs, reads);
		if (spec.saves === "output" || spec.saves === "both")
			if (reads?.[inputs.length] !== false) this.#saveOutput(out);
	}

	#saveInputs(
		inputs: readonly Tensor[],
		reads: readonly boolean[] | undefined,
	): void {
		const { saves } = this.#spec;
		if (saves === "none" || saves === "output") return;
		for (let i = 0; i < inputs.length; i++) {
			const tensor = inputs[i] as Tensor;
			const wanted =
				reads?.[i] ??
				(saves !== "others" || this.#needs.some((need, j) => need && j !== i));
			this.#saved.push(wanted ? tensor : undefined);
			this.#versions.push(tensor.storage.version);
			if (wanted) tensor.storage.saves++;
		}
	}

	#saveOutput(out: Tensor): void {
		this.#output = out;
		this.#outputVersion = out.storage.version;
		out.storage.saves++;
	}

	apply(
		grads: readonly (Tensor | undefined)[],
		createGraph: boolean,
		needs: readonly boolean[] = this.#needs,
	): readonly (Tensor | null)[] {
		const grad = grads[0];
		const rule = this.#spec.backward;
		if (this.#released)
			throw new AutogradError(
				"backward",
				say`the graph was freed by an earlier backward() (at ${this.name}); pass { retainGraph: true } to that one, or compute the loss again`,
			);
		if (grad === undefined || rule === null) return this.edges.map(() => null);
		this.#checkSaved();
		const context = {
			args: this.#args,
			inputs: this.#saved as readonly Tensor[],
			output: this.#output as Tensor,
			metas: this.#metas,
			needs,
			createGraph,
		};
		const before = nodesMade();
		const given = rule(context, grad);
		const bends = createGraph && this.#bends();
		return given.map((g, i) => {
			if (g === null || !needs[i]) return null;
			const shaped = unbroadcast(g, this.#metas[i] as Meta);
			return bends && !this.#leadsHere(shaped.edge, before)
				? this.#withFlatSlope(shaped)
				: shaped;
		});
	}

	/** Whether what the rule has recorded, later than `before`, leads back to this operation or its inputs. */
	#leadsHere(edge: Edge | null | undefined, before: number): boolean {
		const seen = new Set<Node>();
		const open = edge ? [edge.node] : [];
		for (let node = open.pop(); node !== undefined; node = open.pop()) {
			if (node === this || this.edges.some((own) => own?.node === node))
				return true;
			if (node.serial <= before || seen.has(node)) continue;
			seen.add(node);
			for (const next of node.edges) if (next !== null) open.push(next.node);
		}
		return false;
	}

	/** Whether the gradient is another one for other inputs: then it has a derivative, if only zero. */
	#bends(): boolean {
		return (
			this.#spec.bends === true ||
			this.#output !== undefined ||
			this.#saved.some((tensor) => tensor?.requiresGrad)
		);
	}

	/** A gradient in which the inputs are piecewise constant: they belong to its graph, with the derivative zero. */
	#withFlatSlope(grad: Tensor): Tensor {
		const fresh = grad.detached();
		const edges = [grad.requiresGrad ? grad.gradEdge() : null, ...this.edges];
		fresh.edge = new FlatSlope(this.name, edges, [grad, ...this.#metas]);
		return fresh;
	}

	#checkSaved(): void {
		const name = `${this.name} (backward)`;
		for (let i = 0; i < this.#saved.length; i++) {
			const tensor = this.#saved[i];
			if (tensor !== undefined)
				checkVersion(name, tensor, this.#versions[i] as number);
		}
		if (this.#output !== undefined)
			checkVersion(name, this.#output, this.#outputVersion);
	}

	override release(): void {
		if (this.#released) return;
		this.#released = true;
		for (const tensor of this.#saved)
			if (tensor !== undefined) unsave(tensor.storage);
		if (this.#output !== undefined) unsave(this.#output.storage);
		this.#saved = [];
		this.#output = undefined;
	}
}

/** Passes the gradient on to the first edge, and zeros to the others. */
class FlatSlope extends Node {
	readonly #metas: readonly Meta[];

	constructor(
		name: string,
		edges: readonly (Edge | null)[],
		metas: readonly Meta[],
	) {
		super(`${name} (backward)`, edges);
		this.#metas = metas.map(({ shape, dtype }) => ({ shape, dtype }));
	}

	apply(
		[grad]: readonly (Tensor | undefined)[],
		_: boolean,
		needs?: readonly boolean[],
	): readonly (Tensor | null)[] {
		return this.edges.map((edge, i) => {
			if (i === 0) return edge === null ? null : (grad ?? null);
			const { shape, dtype } = this.#metas[i] as Meta;
			return grad === undefined || edge === null || needs?.[i] === false
				? null
				: grad.detached().newZeros(shape, { dtype });
		});
	}
}

/** Undoes broadcasting and promotion: sums what was expanded, casts back. */
function unbroadcast(grad: Tensor, meta: Meta): Tensor {
	const summed = sameShape(grad.layout.shape, meta.shape)
		? grad
		: sumTo(grad, meta.shape);
	return summed.dtype === meta.dtype ? summed : summed.to(meta.dtype);
}

/** Sums over the dimensions along which `shape` was broadcast to the gradient's shape. */
export function sumTo(grad: Tensor, shape: Shape): Tensor {
	const extra = grad.layout.shape.length - shape.length;
	const dims: number[] = [];
	for (let i = 0; i < grad.layout.shape.length; i++)
		if (i < extra || (shape[i - extra] === 1 && grad.layout.shape[i] !== 1))
			dims.push(i);
	const summed = dims.length === 0 ? grad : grad.sum(dims, { keepdim: true });
	return sameShape(summed.layout.shape, shape) ? summed : summed.reshape(shape);
}
