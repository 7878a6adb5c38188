/** Operations with a gradient of the user's own. */

import { becomeView, checkTensor, makeTensor } from "../ops/engine/define.js";
import type { Tensor } from "../tensor/tensor.js";
import { AutogradError, show } from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";
import { isGradEnabled, noGrad } from "./mode.js";
import { checkVersion, Node } from "./node.js";

/** What `forward` hands over to `backward`. */
export class FunctionContext {
	/** Which inputs want a gradient, in the order of `apply`'s arguments; false for what is not a tensor. */
	needsInputGrad: readonly boolean[] = [];
	#saved: readonly Tensor[] = [];
	#versions: readonly number[] = [];

	/** Keeps tensors for `backward`, which finds them in `savedTensors`; other values go into fields of a subclass or closure. */
	saveForBackward(...tensors: readonly Tensor[]): void {
		this.#saved = tensors;
		this.#versions = tensors.map((t) => t.storage.version);
	}

	/** What `saveForBackward` got. @throws AutogradError if one was changed in place since */
	get savedTensors(): readonly Tensor[] {
		this.#saved.forEach((t, i) => {
			checkVersion("Function.backward", t, this.#versions[i] as number);
		});
		return this.#saved;
	}
}

type Outputs = Tensor | readonly Tensor[];

/** What a subclass of `Function` provides. */
export interface FunctionClass<
	Args extends readonly unknown[],
	Out extends Outputs,
> {
	readonly name: string;
	forward(ctx: FunctionContext, ...args: Args): Out;
	backward(
		ctx: FunctionContext,
		// biome-ignore lint/suspicious/noExplicitAny: as many gradients as outputs, which a signature cannot say
		...grads: any[]
	): Tensor | null | readonly (Tensor | null)[];
}

/**
 * An operation whose gradient is written by hand, as `torch.autograd.Function` (and `autograd.Function` is its public name): `forward` runs without recording,
 * `backward` gets the gradient of each output and gives one for each argument (null for what is not a tensor).
 *
 * @example
 * class Square extends autograd.Function {
 *   static forward(ctx: FunctionContext, x: Tensor) { ctx.saveForBackward(x); return x.mul(x); }
 *   static backward(ctx: FunctionContext, grad: Tensor) { return grad.mul(ctx.savedTensors[0]!).mul(2); }
 * }
 * Square.apply(x);
 */
// biome-ignore-start lint/complexity/noThisInStatic: `this` is the subclass that the user wrote
// biome-ignore lint/complexity/noStaticOnlyClass: PyTorch's users subclass it
export class CustomFunction {
	static apply<Args extends readonly unknown[], Out extends Outputs>(
		this: FunctionClass<Args, Out>,
		...args: Args
	): Out {
		const ctx = new FunctionContext();
		const tensors = args.map((arg) => (isTensor(arg) ? arg : null));
		ctx.needsInputGrad = tensors.map((t) => t?.requiresGrad ?? false);
		const result = noGrad(() => this.forward(ctx, ...args));
		if (!isGradEnabled() || !ctx.needsInputGrad.includes(true)) return result;
		const outputs = (
			Array.isArray(result) ? result : [result]
		) as readonly Tensor[];
		const node = new FunctionNode(
			this.name,
			this,
			ctx,
			tensors,
			outputs.length,
		);
		const recorded = outputs.map((out, slot) => {
			// An input that is returned as it is must not become its own ancestor.
			const fresh =
				tensors.includes(out) || out.base !== null || !out.isLeaf
					? standIn(out, tensors)
					: out;
			if (fresh.isFloatingPoint())
				fresh.edge = slot === 0 ? node : { node, slot };
			return fresh;
		});
		return (Array.isArray(result) ? recorded : recorded[0]) as Out;
	}
}

// biome-ignore-end lint/complexity/noThisInStatic: end of the class

/** The same elements as a tensor of its own; if they are an input's, the graph could not follow a change of them. */
function standIn(out: Tensor, inputs: readonly (Tensor | null)[]): Tensor {
	const fresh = makeTensor(out.storage, out.layout, out.dtype);
	const owner = inputs.find((x) => x?.storage === out.storage);
	if (owner && out.isFloatingPoint()) {
		becomeView(fresh, owner);
		fresh.unrecorded = true;
	}
	return fresh;
}

function isTensor(value: unknown): value is Tensor {
	return (
		typeof value === "object" &&
		value !== null &&
		"storage" in value &&
		"layout" in value
	);
}

/** The half of the class that the graph needs. */
type Backward = Pick<FunctionClass<readonly never[], Outputs>, "backward">;

class FunctionNode extends Node {
	override readonly isUserCode = true;
	override readonly outputs: number;
	readonly #owner: Backward;
	readonly #ctx: FunctionContext;
	readonly #inputs: readonly (Tensor | null)[];

	constructor(
		name: string,
		owner: Backward,
		ctx: FunctionContext,
		inputs: readonly (Tensor | null)[],
		outputs: number,
	) {
		super(
			name,
			inputs.map((t) => (t?.requiresGrad ? t.gradEdge() : null)),
		);
		this.#owner = owner;
		this.#ctx = ctx;
		this.#inputs = inputs;
		this.outputs = outputs;
	}

	apply(grads: readonly (Tensor | undefined)[]): readonly (Tensor | null)[] {
		const given = Array.from(
			{ length: this.outputs },
			(_, i) => grads[i] ?? null,
		);
		const op = `${this.name}.backward`;
		const result = this.#owner.backward(this.#ctx, ...given);
		const list = (
			Array.isArray(result) ? result : [result]
		) as readonly (Tensor | null)[];
		if (list.length !== this.#inputs.length)
			throw new AutogradError(
				op,
				say`gave ${list.length} gradients for ${this.#inputs.length} arguments of apply; give one each, null for what is not a tensor`,
			);
		return list.map((grad, i) => {
			const input = this.#inputs[i];
			if (!grad || !input) return null;
			if (!sameShape(checkTensor(op, grad).shape, input.shape))
				throw new AutogradError(
					op,
					say`gave a gradient of shape ${show(grad.shape)} for argument ${i} of shape ${show(input.shape)}; they must be equal`,
				);
			return grad.to(input.dtype);
		});
	}
}
