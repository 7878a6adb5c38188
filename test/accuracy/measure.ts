import { noGrad, tensor } from "../../src/index.js";
import type { Operation } from "./functions.js";

/** Where the error of an operation is largest. */
export interface Worst<At> {
	error: number;
	at: At;
	count: number;
}

/** Distance of two numbers in units of the last place of float32 at the true value; infinite where only one is NaN. */
export function ulps(got: number, truth: number): number {
	if (Number.isNaN(got) || Number.isNaN(truth))
		return Number.isNaN(got) && Number.isNaN(truth) ? 0 : Infinity;
	return Math.abs(clip(got) - clip(truth)) / unit(clip(truth));
}

const LIMIT = 2 ** 128;

/** Infinity stands for the first number that float32 does not have. */
function clip(x: number): number {
	return Math.max(-LIMIT, Math.min(LIMIT, x));
}

function unit(x: number): number {
	const exponent = Math.floor(Math.log2(Math.abs(x)));
	return 2 ** Math.max(-149, Math.min(104, exponent - 23));
}

const CHUNK = 1 << 20;

/** Every `stride`-th of all floats, in chunks; an odd stride meets every exponent and both signs. */
export function* floats(stride: number): Generator<Float32Array> {
	const count = Math.floor(2 ** 32 / stride);
	for (let at = 0; at < count; at += CHUNK) {
		const bits = new Uint32Array(Math.min(CHUNK, count - at));
		for (let i = 0; i < bits.length; i++) bits[i] = (at + i) * stride;
		yield new Float32Array(bits.buffer);
	}
}

/** The largest error of an operation over all the floats, where it is, and the count. */
export function worstOfUnary(
	operation: Operation,
	reference: (x: number) => number,
	stride: number,
): Worst<number> {
	const worst = { error: 0, at: 0, count: 0 };
	for (const x of floats(stride)) {
		const y = noGrad(() => operation(tensor(x)).toTypedArray());
		for (const [i, value] of x.entries())
			note(worst, ulps(y[i] as number, reference(value)), () => value);
		worst.count += x.length;
	}
	return worst;
}

/** The same for two arguments: pairs of any floats, and pairs of moderate size. */
export function worstOfBinary(
	operation: Operation,
	reference: (a: number, b: number) => number,
	pairs: number,
): Worst<readonly number[]> {
	const worst = { error: 0, at: [] as readonly number[], count: 0 };
	const random = generator();
	for (let left = pairs; left > 0; left -= CHUNK) {
		const a = operand(Math.min(CHUNK, left), random);
		const b = operand(a.length, random);
		const y = noGrad(() => operation(tensor(a), tensor(b)).toTypedArray());
		for (let i = 0; i < a.length; i++) {
			const at = [a[i] as number, b[i] as number] as const;
			note(worst, ulps(y[i] as number, reference(...at)), () => at);
		}
		worst.count += a.length;
	}
	return worst;
}

function operand(n: number, random: () => number): Float32Array {
	const bits = Uint32Array.from({ length: n }, random);
	return new Float32Array(bits.buffer).map((x, i) =>
		i % 2 === 0 ? ((bits[i] as number) / 2 ** 32 - 0.5) * 40 : x,
	);
}

function note<At>(worst: Worst<At>, error: number, at: () => At): void {
	if (error <= worst.error) return;
	worst.error = error;
	worst.at = at();
}

/** Marsaglia's xorshift: the pairs are the same in each run. */
function generator(): () => number {
	let state = 2463534242;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state >>> 0;
	};
}
