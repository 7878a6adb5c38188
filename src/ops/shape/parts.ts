/** Views that together make up a tensor, with one node for all of them. */
import { isGradEnabled } from "../../autograd/mode.js";
import { Node } from "../../autograd/node.js";
import type { Tensor } from "../../tensor/tensor.js";
import { isFloatingDType } from "../../value/dtype.js";
import { contiguousView, type View } from "../../value/view.js";
import { filled } from "../create/filled.js";
import { becomeView, type Meta, makeTensor } from "../engine/define.js";
import { scatterView } from "./as-strided.js";

/** The parts of a layout. */
type Cut = (layout: View) => readonly View[];
/** The gradient of the whole from those of all parts. */
type Join = (grads: readonly Tensor[]) => Tensor;

/**
 * The views of `base` that `cut` makes. Their gradients are put side by side in one pass: a node for each view would fill as many tensors
 * of zeros as there are parts, so that a loop over n time steps would take n² time.
 */
export function partsOf(
	name: string,
	base: Tensor,
	cut: Cut,
	join: Join,
): Tensor[] {
	const parts = cut(base.layout).map((view) =>
		makeTensor(base.storage, view, base.dtype),
	);
	if (!isFloatingDType(base.dtype)) return parts;
	const node =
		isGradEnabled() && base.requiresGrad
			? new PartsNode(name, base, cut, join)
			: null;
	parts.forEach((part, slot) => {
		becomeView(part, base);
		part.edge = node === null || slot === 0 ? node : { node, slot };
	});
	return parts;
}

class PartsNode extends Node {
	override readonly outputs: number;
	readonly #base: Meta;
	readonly #views: readonly View[];
	readonly #join: Join;

	constructor(name: string, base: Tensor, cut: Cut, join: Join) {
		super(name, [base.gradEdge()]);
		this.#base = { shape: base.shape, dtype: base.dtype };
		this.#views = cut(contiguousView(base.shape));
		this.outputs = this.#views.length;
		this.#join = join;
	}

	apply(grads: readonly (Tensor | undefined)[]): readonly (Tensor | null)[] {
		const used = this.#views.map((_, i) => i).filter((i) => grads[i]);
		const [first] = used;
		if (first === undefined) return [null];
		const alone = grads[first] as Tensor;
		if (used.length === 1 && this.#views.length > 1)
			return [scatterView(alone, this.#base, this.#views[first] as View)];
		return [
			this.#join(
				this.#views.map(
					({ shape }, i) =>
						grads[i] ??
						filled(this.name, [], 0, this.#base.dtype).expand(shape),
				),
			),
		];
	}
}
