import type { Tensor } from "../../tensor/tensor.js";

/** Several results: by name, or in this order as in `const [U, S, Vh] = linalg.svd(a)`. */
class NamedTuple {
	*[Symbol.iterator](): Iterator<Tensor> {
		yield* Object.values(this) as Tensor[];
	}
}

export function namedTuple<Fields extends Readonly<Record<string, Tensor>>>(
	fields: Fields,
): Fields & Iterable<Tensor> {
	return Object.assign(new NamedTuple(), fields);
}
