import { describe, expect, test } from "vitest";
import {
	DTypeError,
	type FlambeauError,
	nn,
	ones,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";
import {
	type Call,
	expectClose,
	expectSame,
	recorded,
	revive,
	type Value,
} from "./recorded.js";

const { packPaddedSequence, padPackedSequence, PackedSequence } = nn.utils.rnn;

interface Case extends Call {
	readonly name: string;
	readonly class: "RNN" | "LSTM" | "GRU";
	readonly args: readonly unknown[];
	readonly packing: nn.utils.rnn.PackOptions;
	readonly lengths: readonly number[];
	readonly total: number;
	readonly state: Readonly<Record<string, Value>>;
	readonly data: Value;
	readonly batch_sizes: Value;
	readonly back: Value;
}

type Packed = InstanceType<typeof PackedSequence>;
type Layer = nn.Module &
	((packed: Packed, hx: unknown) => [Packed, Tensor | Tensor[]]);

describe("packed sequences give PyTorch's numbers:", () => {
	test.each(recorded<Case>("packed.json").map((c) => [c.name, c] as const))(
		"%s",
		(_, recording) => {
			const { packing, lengths, total } = recording;
			const Class = nn[recording.class] as unknown as new (
				...args: readonly unknown[]
			) => Layer;
			const layer = new Class(...recording.args);
			layer.loadStateDict(
				Object.fromEntries(
					Object.entries(recording.state).map(([k, v]) => [k, revive(v)]),
				),
			);
			expectSame(
				recording,
				(x, ...hx) => {
					const packed = packPaddedSequence(x as Tensor, lengths, packing);
					expectClose(packed.data, recording.data, "data");
					expectClose(packed.batchSizes, recording.batch_sizes, "sizes");
					const state = recording.class === "LSTM" ? hx : hx[0];
					const [output, last] = layer(packed, hx.length > 0 ? state : null);
					const [padded, back] = padPackedSequence(output, {
						batchFirst: packing.batchFirst ?? false,
						paddingValue: 0.5,
						totalLength: total,
					});
					expectClose(back, recording.back, "lengths");
					return [padded, last];
				},
				layer.namedParameters(),
			);
		},
	);
});

describe("packPaddedSequence and padPackedSequence", () => {
	test("are each other's inverse", () => {
		const x = randn([2, 3, 2]);
		const lengths = tensor([1, 3]);
		const packed = packPaddedSequence(x, lengths, {
			batchFirst: true,
			enforceSorted: false,
		});
		expect(packed.data.shape).toEqual([4, 2]);
		expect(packed.batchSizes.tolist()).toEqual([2, 1, 1]);
		const [back, n] = padPackedSequence(packed, { batchFirst: true });
		expect(n.tolist()).toEqual([1, 3]);
		expect(back.at(1).equal(x.at(1))).toBe(true);
		expect(back.at(0, 0).equal(x.at(0, 0))).toBe(true);
		expect(back.at(0, "1:").abs().sum().item()).toBe(0);
	});

	test("refuse lengths that do not fit, and what is not packed", () => {
		const x = ones([3, 2, 4]);
		const refusals: [() => unknown, typeof FlambeauError, RegExp][] = [
			[
				() => packPaddedSequence(x, [1, 3]),
				ValueError,
				/\[1, 3\].*enforceSorted/,
			],
			[() => packPaddedSequence(x, [4, 1]), ValueError, /from 1 to 3/],
			[() => packPaddedSequence(x, [3, 0]), ValueError, /from 1 to 3/],
			[() => packPaddedSequence(x, [3]), ValueError, /2 sequences/],
			[() => packPaddedSequence(x, 3 as never), DTypeError, /array/],
			[() => packPaddedSequence(ones([3]), [3]), ShapeError, /\[3\]/],
			[() => padPackedSequence(x as never), DTypeError, /PackedSequence/],
			[
				() =>
					padPackedSequence(packPaddedSequence(x, [2, 1]), { totalLength: 1 }),
				ValueError,
				/totalLength is 1.*2 elements/,
			],
			[
				() => new nn.GRU(3, 2)(packPaddedSequence(x, [2, 1])),
				ShapeError,
				/^GRU: a packed sequence of elements of shape \[4\]; expected \[3\]/,
			],
			[
				() => new nn.GRU(4, 2)(packPaddedSequence(x, [2, 1]), ones([1, 3, 2])),
				ShapeError,
				/^GRU: an initial state h of shape \[1, 3, 2\]; expected \[1, 2, 2\]/,
			],
		];
		for (const [call, kind, message] of refusals) {
			expect(call).toThrow(kind);
			expect(call).toThrow(message);
		}
	});
});
