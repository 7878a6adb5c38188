import type { Tensor } from "../../tensor/tensor.js";
import { checkFunction, checkList } from "../../value/arguments.js";
import { Transform, type TransformLike } from "./transform.js";

export type Step = TransformLike<never, unknown>;
type Input<Steps> = Steps extends readonly [
	(item: infer In) => unknown,
	...unknown[],
]
	? In
	: Tensor;
type Output<Steps> = Steps extends readonly [
	...unknown[],
	(item: never) => infer Out,
]
	? Out
	: Tensor;

/**
 * Several transforms one after the other, as `torchvision.transforms.Compose`.
 * @example new transforms.Compose([new transforms.ToTensor(), new transforms.Normalize([0.1307], [0.3081])]);
 */
export class Compose<const Steps extends readonly Step[]> extends Transform<
	Input<Steps>,
	Output<Steps>
> {
	readonly transforms: Steps;

	constructor(transforms: Steps) {
		super();
		this.transforms = transforms;
		for (const step of checkList("Compose", "transforms", transforms))
			checkFunction("Compose", step);
		if (transforms.every((step) => step.batch !== undefined))
			this.batch = (items) => {
				let result = items;
				for (const step of transforms) result = step.batch?.(result) ?? result;
				return result;
			};
	}

	forward(item: Input<Steps>): Output<Steps> {
		let result: unknown = item;
		for (const step of this.transforms) result = step(result as never);
		return result as Output<Steps>;
	}
}
