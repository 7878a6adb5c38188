import type { Generator } from "../ops/random/generator.js";
import { randperm } from "../tensor/create/random.js";
import { type Numbers, numbersOf } from "./numbers-of.js";
import { numbers, Sampler } from "./sampler.js";

/**
 * The given numbers in a new random order in each pass, as `torch.utils.data.SubsetRandomSampler`.
 * @throws DTypeError for indices that are no list of numbers
 * @example new DataLoader(dataset, { batchSize: 2, sampler: new SubsetRandomSampler([0, 2, 4]) });
 */
export class SubsetRandomSampler extends Sampler {
	readonly indices: ArrayLike<number>;
	readonly #generator: Generator | null;

	/** @param generator where the orders come from; default: the one that `manualSeed` seeds */
	constructor(indices: Numbers, generator?: Generator | null) {
		super();
		this.indices = numbersOf("SubsetRandomSampler", indices);
		this.#generator = generator ?? null;
	}

	override get length(): number {
		return this.indices.length;
	}

	*[Symbol.iterator](): IterableIterator<number> {
		const generator = this.#generator;
		for (const i of numbers(() => randperm(this.length, { generator })))
			yield this.indices[i] as number;
	}
}
