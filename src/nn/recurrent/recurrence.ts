/**
 * What recurrent layers and cells compute. Within, features are rows and the batch is columns: gates [gates * H, N] and
 * states [H, N], so that each gate is one dense block and no step copies.
 */

import { tidy } from "../../ops/engine/define.js";
import { linear, matmul } from "../../ops/linalg/matmul.js";
import { cat, stack } from "../../ops/shape/join.js";
import type { Tensor } from "../../tensor/tensor.js";
import { ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";

/** The weights of one layer in one direction, in PyTorch's shapes. */
export interface RecurrentWeights {
	/** [gates * H, inputs] */
	readonly ih: Tensor;
	/** [gates * H, H], or of projections [gates * H, P]. */
	readonly hh: Tensor;
	/** [gates * H]; null without biases. */
	readonly biasIh: Tensor | null;
	readonly biasHh: Tensor | null;
	/** [P, H]: an LSTM's projection of its outputs. */
	readonly hr: Tensor | null;
}

/** h, and for an LSTM c. */
export type State = readonly Tensor[];

export interface Recurrence {
	readonly gates: number;
	readonly states: number;
	/** What is added to the input's share of the gates, [gates * H]. */
	readonly bias: (weights: RecurrentWeights) => Tensor | null;
	/** The state after a step, from the input's share of the gates. */
	readonly step: (x: Tensor, state: State, weights: RecurrentWeights) => State;
}

const bothBiases = ({ biasIh, biasHh }: RecurrentWeights) =>
	biasIh === null || biasHh === null ? null : biasIh.add(biasHh);

/** h' = f(x + W h) */
function elman(activate: (x: Tensor) => Tensor): Recurrence {
	return {
		gates: 1,
		states: 1,
		bias: bothBiases,
		step: (x, [h], { hh }) => [activate(x.add(matmul(hh, h as Tensor)))],
	};
}

const tanhRecurrence = elman((x) => x.tanh());
const reluRecurrence = elman((x) => x.relu());

/** The recurrence of a nonlinearity's name. */
export function elmanOf(op: string, nonlinearity: string): Recurrence {
	if (nonlinearity !== "tanh" && nonlinearity !== "relu")
		throw new ValueError(
			op,
			say`unknown nonlinearity "${nonlinearity}"; one of "tanh", "relu"`,
		);
	return nonlinearity === "tanh" ? tanhRecurrence : reluRecurrence;
}

/** c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c'); the gates come in the order i, f, g, o. */
export const lstmRecurrence: Recurrence = {
	gates: 4,
	states: 2,
	bias: bothBiases,
	step: (x, [h, c], { hh, hr }) => {
		const gates = x.add(matmul(hh, h as Tensor));
		const size = gates.size(0) / 4;
		const [both, g, o] = gates.split([2 * size, size, size], 0) as Parts;
		const [i, f] = both.sigmoid().split(size, 0) as Parts;
		const cell = f.mul(c as Tensor).add(i.mul(g.tanh()));
		const out = o.sigmoid().mul(cell.tanh());
		return [hr === null ? out : matmul(hr, out), cell];
	},
};

type Parts = [Tensor, Tensor, Tensor];

/** Refuses one state where two are needed. */
export function checkPair(op: string, hx: unknown): void {
	if (hx !== null && !(Array.isArray(hx) && hx.length === 2))
		throw new ValueError(
			op,
			"the initial state is an array of two tensors, [h, c]",
		);
}

/** h' = n + σ(z) (h - n) with n = tanh(x_n + σ(r) (W_n h + b_n)); the gates come in the order r, z, n. */
export const gruRecurrence: Recurrence = {
	gates: 3,
	states: 1,
	// The last third of the second bias belongs to the product that r scales.
	bias: ({ biasIh, biasHh }) => {
		if (biasIh === null || biasHh === null) return null;
		const size = biasHh.size(0) / 3;
		const outer = biasHh.narrow(0, 0, 2 * size);
		return biasIh.add(cat([outer, biasHh.newZeros([size])]));
	},
	step: (x, [h], { hh, biasHh }) => {
		const before = h as Tensor;
		const size = before.size(0);
		const [xBoth, xn] = x.split([2 * size, size], 0) as Parts;
		const [hBoth, product] = matmul(hh, before).split(
			[2 * size, size],
			0,
		) as Parts;
		const [r, z] = xBoth.add(hBoth).sigmoid().split(size, 0) as Parts;
		const hn =
			biasHh === null
				? product
				: product.add(biasHh.narrow(0, 2 * size, size).unsqueeze(1));
		const n = xn.add(r.mul(hn)).tanh();
		return [n.add(z.mul(before.sub(n)))];
	},
};

/** The input's share of the gates at every time, [gates * H, N] each: one product for all of them. */
function inputShares(
	{ bias }: Recurrence,
	x: Tensor,
	weights: RecurrentWeights,
): Tensor[] {
	const [steps, batch, size] = x.shape as [number, number, number];
	const rows = x.reshape([steps * batch, size]);
	return linear(rows, weights.ih, bias(weights))
		.reshape([steps, batch, weights.ih.size(0)])
		.transpose(1, 2)
		.contiguous()
		.unbind(0);
}

/** What one layer in one direction gives. */
export interface Run {
	readonly outputs: Tensor;
	/** In the shapes of the initial state. */
	readonly last: State;
}

/**
 * Runs one layer in one direction.
 * @param x [T, N, inputs]
 * @param initial h [N, H or P], and c [N, H]
 * @returns the outputs [T, N, H or P]
 */
export function runOver(
	recurrence: Recurrence,
	x: Tensor,
	initial: State,
	weights: RecurrentWeights,
	reverse: boolean,
): Run {
	const shares = inputShares(recurrence, x, weights);
	if (reverse) shares.reverse();
	let state: State = initial.map((s) => s.t().contiguous());
	const outputs = shares.map((share) => {
		// What a step makes on the way is freed with it.
		state = tidy(() => recurrence.step(share, state, weights));
		return state[0] as Tensor;
	});
	if (reverse) outputs.reverse();
	return {
		outputs: stack(outputs).transpose(1, 2),
		last: state.map((s) => s.t()),
	};
}

/**
 * Runs one layer in one direction over sequences of descending lengths.
 * @param data [sum of sizes, inputs]
 * @param sizes how many sequences have an element at each time
 * @param initial h [N, H or P], and c [N, H]
 * @returns the outputs [sum of sizes, H or P]
 */
export function runOverPacked(
	recurrence: Recurrence,
	data: Tensor,
	sizes: readonly number[],
	initial: State,
	weights: RecurrentWeights,
	reverse: boolean,
): Run {
	const shares = linear(data, weights.ih, recurrence.bias(weights))
		.split(sizes, 0)
		.map((share) => share.t().contiguous());
	const start: State = initial.map((s) => s.t());
	const outputs: Tensor[] = new Array(sizes.length);
	// Columns of sequences that have ended, those that ended last first.
	const ended: State[] = [];
	const columns = (s: Tensor, from: number, to: number) =>
		s.narrow(1, from, to - from);
	let width = reverse ? 0 : (sizes[0] as number);
	let state: State = start.map((s) => columns(s, 0, width));
	const times = sizes.map((_, i) => (reverse ? sizes.length - 1 - i : i));
	for (const t of times) {
		const size = sizes[t] as number;
		if (size > width)
			state = state.map((s, k) =>
				cat([s, columns(start[k] as Tensor, width, size)], 1),
			);
		if (size < width) {
			ended.unshift(state.map((s) => columns(s, size, width)));
			state = state.map((s) => columns(s, 0, size));
		}
		width = size;
		const share = shares[t] as Tensor;
		const before = state.map((s) => s.contiguous());
		state = tidy(() => recurrence.step(share, before, weights));
		outputs[t] = state[0] as Tensor;
	}
	return {
		outputs: cat(outputs.map((h) => h.t())),
		last: state.map((s, k) =>
			cat([s, ...ended.map((e) => e[k] as Tensor)], 1).t(),
		),
	};
}
