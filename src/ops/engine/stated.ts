/** Operations whose value others find, and whose derivative is stated: theirs would be another one at corners and NaN. */
import type { Tensor } from "../../tensor/tensor.js";
import { composite } from "./composite.js";
import { checkTensor, metaOf, type OpSpec, shouldRecord } from "./define.js";
import { OpNode } from "./record.js";

/**
 * @param value finds the result from a tensor without history
 * @param slope the gradient of x from that of the result
 */
export function stated<Args extends readonly number[]>(
	name: string,
	value: (x: Tensor, ...args: Args) => Tensor,
	slope: (x: Tensor, grad: Tensor, ...args: Args) => Tensor,
): (x: Tensor, ...args: Args) => Tensor {
	const spec: OpSpec<Args> = {
		name,
		infer: ([x]) => metaOf(x as Tensor),
		forward: () => {},
		saves: "inputs",
		backward: ({ inputs, args }, grad) => [
			slope(inputs[0] as Tensor, grad, ...args),
		],
	};
	return (x, ...args) => {
		const bare = checkTensor(name, x).detached();
		const out = composite(name, () => value(bare, ...args));
		if (shouldRecord(spec, [x], out.dtype))
			out.edge = new OpNode(spec, [x], out, args);
		return out;
	};
}
