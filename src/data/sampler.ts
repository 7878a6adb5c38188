/** The orders in which a loader takes items; random ones draw PyTorch's numbers at PyTorch's times. */

import { defaultGenerator, Generator } from "../ops/random/generator.js";
import { randint, randperm } from "../tensor/create/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkSized } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";

/**
 * An order of items, as `torch.utils.data.Sampler`: extend it with a `[Symbol.iterator]` that gives their numbers. Any
 * iterable of numbers, such as an array, can be a loader's sampler as well.
 *
 * @example
 * class Backwards extends Sampler {
 *   *[Symbol.iterator]() { for (let i = dataset.length; i-- > 0; ) yield i; }
 * }
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: a field would hide the getter of a class that extends this one
export abstract class Sampler implements Iterable<number> {
	/** PyTorch's argument; what it is of use for is up to the class that extends this one. */
	// biome-ignore lint/complexity/noUselessConstructor: it says which argument super() takes
	constructor(_dataSource?: unknown) {}

	abstract [Symbol.iterator](): Iterator<number>;
}

export interface Sampler {
	/** How many numbers one pass gives: what the loader's `length` is computed from. */
	readonly length?: number | undefined;
}

/** What is drawn from, of which only the size matters. */
export interface Sized {
	readonly length: number;
}

/** 0, 1, 2 and so on. @example new SequentialSampler(dataset); */
export class SequentialSampler extends Sampler {
	readonly #source: Sized;

	constructor(source: Sized) {
		super();
		this.#source = checkSized("SequentialSampler", "the source", source);
	}

	override get length(): number {
		return this.#source.length;
	}

	*[Symbol.iterator](): IterableIterator<number> {
		for (let i = 0; i < this.length; i++) yield i;
	}
}

export interface RandomSamplerOptions {
	/** Whether an item may come more than once. Default false. */
	readonly replacement?: boolean | undefined;
	/** How many numbers a pass gives. Default: as many as there are items. */
	readonly numSamples?: number | null | undefined;
	/** Default: each pass seeds one from the generator that `manualSeed` seeds. */
	readonly generator?: Generator | null | undefined;
}

/**
 * The items in random order, as `torch.utils.data.RandomSampler`.
 * @throws ValueError if there is nothing to draw from, or `numSamples` is not a positive integer
 * @example new DataLoader(dataset, { sampler: new RandomSampler(dataset, { replacement: true }) });
 */
export class RandomSampler extends Sampler {
	readonly #source: Sized;
	readonly #options: RandomSamplerOptions;

	constructor(source: Sized, options: RandomSamplerOptions = {}) {
		super();
		this.#source = checkSized("RandomSampler", "the source", source);
		this.#options = options;
		if (!Number.isInteger(this.length) || this.length <= 0)
			throw new ValueError(
				"RandomSampler",
				say`${this.length} samples from ${source.length} items; a positive number is needed`,
			);
	}

	override get length(): number {
		return this.#options.numSamples ?? this.#source.length;
	}

	*[Symbol.iterator](): IterableIterator<number> {
		const generator = this.#options.generator ?? freshGenerator();
		const n = this.#source.length;
		const part = this.#options.replacement ? REPLACEMENT_DRAWS : n;
		const draw = (): Tensor =>
			this.#options.replacement
				? randint(0, n, [part], { generator })
				: randperm(n, { generator });
		const total = this.length;
		for (let done = 0; done + part <= total; done += part) yield* numbers(draw);
		// PyTorch draws for the rest also where there is none: a generator that goes on being used is then further along.
		if (this.#options.replacement)
			yield* numbers(() => randint(0, n, [total % part], { generator }));
		else yield* numbers(draw).subarray(0, total % part);
	}
}

/** With replacement, PyTorch draws so many numbers at a time. */
const REPLACEMENT_DRAWS = 32;

export function numbers(draw: () => Tensor): Int32Array {
	const drawn = draw();
	const values = drawn.toTypedArray() as Int32Array;
	drawn.dispose();
	return values;
}

/** A generator of its own, seeded by the default one. */
function freshGenerator(): Generator {
	return new Generator().manualSeed(defaultGenerator().random64());
}
