import { describe, expect, test } from "vitest";
import {
	autograd,
	loadSafetensors,
	manualSeed,
	memory,
	nn,
	noGrad,
	randn,
	ShapeError,
	saveSafetensors,
	type Tensor,
	ValueError,
} from "../../src/index.js";
import {
	type Call,
	expectSame,
	expectState,
	recorded,
	type Value,
} from "./recorded.js";

interface Case extends Call {
	readonly name: string;
	readonly seed: number;
	readonly class: "RNN" | "LSTM" | "GRU" | "RNNCell" | "LSTMCell" | "GRUCell";
	readonly args: readonly unknown[];
	readonly state: Readonly<Record<string, Value>>;
	readonly drop_seed?: number;
}

type Recurrent = nn.Module & ((...args: unknown[]) => Tensor | Tensor[]);

function build(name: Case["class"], args: readonly unknown[]): Recurrent {
	const Class = nn[name] as unknown as new (...a: unknown[]) => Recurrent;
	return new Class(...args);
}

describe("recurrent layers and cells give PyTorch's numbers:", () => {
	test.each(recorded<Case>("sequence.json").map((c) => [c.name, c] as const))(
		"%s",
		(_, recording) => {
			manualSeed(recording.seed);
			const module = build(recording.class, recording.args);
			expectState(module.stateDict(), recording.state);
			manualSeed(recording.drop_seed ?? 0);
			const pair = recording.class.startsWith("LSTM");
			expectSame(
				recording,
				(x, ...hx) =>
					module(x, hx.length === 0 ? null : pair ? hx : hx[0]) as Tensor,
				module.namedParameters(),
			);
		},
	);
});

describe("recurrent layers", () => {
	test("take the number of layers as third argument or among the options", () => {
		for (const rnn of [
			new nn.GRU(3, 4, 2, { batchFirst: true, bias: false }),
			new nn.GRU(3, 4, { numLayers: 2, batchFirst: true, bias: false }),
		])
			expect(String(rnn)).toBe(
				"GRU(3, 4, num_layers=2, bias=False, batch_first=True)",
			);
		expect(String(new nn.LSTM(3, 4, { projSize: 2, dropout: 0.5 }))).toBe(
			"LSTM(3, 4, proj_size=2, dropout=0.5)",
		);
		expect(
			String(new nn.RNNCell(3, 4, { bias: false, nonlinearity: "relu" })),
		).toBe("RNNCell(3, 4, bias=False, nonlinearity=relu)");
	});

	test.each(["RNN", "LSTM", "GRU"] as const)(
		"%s has the slope of its values, and slopes of slopes",
		(name) => {
			manualSeed(1);
			const module = build(name, [2, 3, { dtype: "float64" }]);
			const x = randn([3, 2, 2], { dtype: "float64", requiresGrad: true });
			const parameters = module.parameters();
			const run = (input: Tensor) => (module(input) as Tensor[])[0] as Tensor;
			expect(autograd.gradcheck(run, [x, ...parameters])).toBe(true);
			expect(autograd.gradgradcheck(run, [x])).toBe(true);
		},
	);

	test.each(["RNN", "LSTM", "GRU"] as const)(
		"%s over a sequence is its cell, step by step",
		(name) => {
			manualSeed(2);
			const layer = build(name, [3, 4]);
			manualSeed(2);
			const cell = build(`${name}Cell`, [3, 4]);
			const x = randn([5, 2, 3]);
			const [output] = layer(x) as Tensor[];
			let state: unknown = null;
			const steps = x.unbind(0).map((input) => {
				state = cell(input, state);
				return (Array.isArray(state) ? state[0] : state) as Tensor;
			});
			steps.forEach((h, t) => {
				expect(h.allclose((output as Tensor).select(0, t))).toBe(true);
			});
		},
	);

	test("exchange their state through safetensors", () => {
		const [first, second] = [new nn.LSTM(3, 4, 2), new nn.LSTM(3, 4, 2)];
		second.loadStateDict(loadSafetensors(saveSafetensors(first.stateDict())));
		const x = randn([5, 2, 3]);
		expect(second(x)[0].equal(first(x)[0])).toBe(true);
	});

	test("drop nothing in evaluation mode, and nothing after the last layer", () => {
		const rnn = new nn.RNN(3, 4, 2, { dropout: 1 });
		const x = randn([2, 1, 3]);
		expect(rnn(x)[0].equal(rnn(x)[0])).toBe(true);
		const dropped = rnn(x)[0];
		expect(dropped.abs().sum().item()).toBeGreaterThan(0);
		expect(rnn.eval()(x)[0].equal(dropped)).toBe(false);
	});

	test("leave nothing in memory but what they give, and what backward needs until it ran", () => {
		const gru = new nn.GRU(3, 4);
		const x = randn([20, 2, 3]);
		// What other tests left may be pushed out in the middle of this one: it counts as held.
		const held = () => memory().storages + memory().spills - memory().returns;
		const before = held();
		const [output, h] = noGrad(() => gru(x));
		expect(h.squeeze(0).equal(output.select(0, 19))).toBe(true);
		expect(held()).toBeLessThanOrEqual(before + 4);
		const loss = gru(x)[0].sum();
		expect(held()).toBeGreaterThan(before + 20);
		loss.backward();
		const grads = gru.parameters().length;
		expect(held()).toBeLessThanOrEqual(before + grads + 9);
	});

	test("refuse other shapes, by name", () => {
		const lstm = new nn.LSTM(3, 4, { batchFirst: true });
		const x = randn([2, 5, 3]);
		const h = randn([1, 2, 4]);
		const refusals: [() => unknown, typeof ShapeError, RegExp][] = [
			[
				() => lstm(randn([2, 5, 7])),
				ShapeError,
				/^LSTM: an input of shape \[2, 5, 7\]; expected \[N, T, 3\]/,
			],
			[() => lstm(randn([3])), ShapeError, /^LSTM.*\[3\].*one sequence/],
			[() => lstm(randn([2, 0, 3])), ShapeError, /^LSTM.*no time steps/],
			[
				() => lstm(x, [h, randn([2, 4])]),
				ShapeError,
				/^LSTM: an initial state c of shape \[2, 4\]; expected \[1, 2, 4\]/,
			],
			[() => lstm(x, h as never), ValueError, /^LSTM.*\[h, c\]/],
			[() => new nn.GRU(3, 0), ValueError, /^GRU: hiddenSize is 0/],
			[() => new nn.GRU(3, 4, 0), ValueError, /^GRU: numLayers is 0/],
			[
				() => new nn.LSTM(3, 4, { projSize: 4 }),
				ValueError,
				/^LSTM: projSize is 4 and hiddenSize 4/,
			],
			[
				() => new nn.RNN(3, 4, { nonlinearity: "gelu" as "relu" }),
				ValueError,
				/^RNN: unknown nonlinearity "gelu"; one of "tanh", "relu"/,
			],
			[() => new nn.RNN(3, 4, { dropout: 2 }), ValueError, /^RNN: p is 2/],
			[
				() => new nn.GRUCell(3, 4)(randn([2, 4])),
				ShapeError,
				/^GRUCell.*\[2, 4\]; expected \[N, 3\] or \[3\]/,
			],
			[
				() => new nn.LSTMCell(3, 4)(randn([2, 3]), [h, h]),
				ShapeError,
				/^LSTMCell: a state h of shape \[1, 2, 4\]; expected \[2, 4\]/,
			],
		];
		for (const [call, kind, message] of refusals) {
			expect(call).toThrow(kind);
			expect(call).toThrow(message);
		}
	});
});
