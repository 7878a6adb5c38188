import { call } from "../../../bindings/run.js";
import {
	addressOf,
	allocate,
	beginOp,
	peek,
	type Storage,
} from "../../memory/storage.js";
import { ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";

/** Bytes of the generator's state; its layout is drawn in assembly/kernels/random-mt.ts. */
const STATE_BYTES = 2512;
const WORDS = 624;
const NEXT = 4 * WORDS;
const HAS_NORMAL = NEXT + 4;
/** PyTorch's seed of a generator that nobody seeded. */
const DEFAULT_SEED = 67280421310721;

/**
 * A source of random numbers: PyTorch's CPU generator (mt19937), so that one seed gives PyTorch's numbers.
 * @example const g = new Generator().manualSeed(0); rand([2], { generator: g });
 */
export class Generator {
	#state: Storage | undefined;
	#seed = DEFAULT_SEED;

	/** Starts the stream of `seed`, an integer; only its low 32 bits count, as in PyTorch. */
	manualSeed(seed: number | bigint): this {
		if (typeof seed !== "bigint" && !Number.isInteger(seed))
			throw new ValueError(
				"manualSeed",
				say`the seed is ${quote(seed)}; expected an integer`,
			);
		this.#seed = Number(seed);
		const low = Number(BigInt.asUintN(32, BigInt(seed)));
		this.#state ??= allocate(STATE_BYTES);
		beginOp();
		call("mt_seed", addressOf(this.#state), low | 0);
		return this;
	}

	/** Starts the stream of a seed that nobody can foresee, and gives it: an integer below 2^53. */
	seed(): number {
		const [high, low] = crypto.getRandomValues(
			new Uint32Array(2),
		) as unknown as [number, number];
		const seed = (high % 2 ** 21) * 2 ** 32 + low;
		this.manualSeed(seed);
		return seed;
	}

	/** The seed that the stream started from. */
	initialSeed(): number {
		return this.#seed;
	}

	/** Position in the stream, to be given to `setState` later. */
	getState(): Uint8Array {
		return peek(this.#started()).slice();
	}

	/** Goes on from where `getState` was called. */
	setState(state: Uint8Array): this {
		if (!isState(state))
			throw new ValueError(
				"setState",
				say`got ${quote(state)}; expected the ${STATE_BYTES} bytes that getState() gave`,
			);
		peek(this.#started()).set(state);
		return this;
	}

	/** A whole number from 0 to 2^32 - 1: one draw. */
	random(): number {
		beginOp();
		return call("mt_u32", this.address()) >>> 0;
	}

	/** An integer from 0 to 2^63 - 1, as `torch.empty((), dtype=int64).random_()`: two draws, the high half first. */
	random64(): bigint {
		const high = BigInt(this.random());
		return BigInt.asUintN(63, (high << 32n) | BigInt(this.random()));
	}

	/** @internal Where the kernels find the state, until the next operation starts. */
	address(): number {
		return addressOf(this.#started());
	}

	#started(): Storage {
		if (this.#state === undefined) this.manualSeed(this.#seed);
		return this.#state as Storage;
	}
}

/** The kernels read the word at the state's position, so one from elsewhere must lie within the words. */
function isState(state: unknown): boolean {
	if (!(state instanceof Uint8Array) || state.length !== STATE_BYTES)
		return false;
	const fields = new DataView(state.buffer, state.byteOffset);
	const next = fields.getInt32(NEXT, true);
	const hasNormal = fields.getInt32(HAS_NORMAL, true);
	return next >= 0 && next <= WORDS && (hasNormal === 0 || hasNormal === 1);
}

let generator: Generator | undefined;

/** The generator that is used where none is given. */
export function defaultGenerator(): Generator {
	generator ??= new Generator();
	return generator;
}

/** The generator that a caller chose, or the default one. */
export function generatorOf(
	op: string,
	chosen: Generator | null | undefined,
): Generator {
	if (chosen === null || chosen === undefined) return defaultGenerator();
	if (chosen instanceof Generator) return chosen;
	throw new ValueError(
		op,
		say`generator is ${quote(chosen)}; expected new Generator()`,
	);
}

/**
 * Seeds the default generator, as `torch.manual_seed`, and gives it.
 * @example manualSeed(0); rand([2]); // .4963, .7682 as in PyTorch
 */
export function manualSeed(seed: number | bigint): Generator {
	return defaultGenerator().manualSeed(seed);
}
