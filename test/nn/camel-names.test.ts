/** Fields of layers by the naming rule; the state keeps PyTorch's keys. */
import { expect, test } from "vitest";
import { nn, zeros } from "../../src/index.js";

const layers: readonly nn.Module[] = [
	new nn.BatchNorm2d(3),
	new nn.InstanceNorm1d(3, { affine: true, trackRunningStats: true }),
	new nn.LSTM(2, 3, { numLayers: 2, bidirectional: true, projSize: 1 }),
	new nn.GRUCell(2, 3),
	new nn.MultiheadAttention(4, 2, { kdim: 3, addBiasKv: true }),
	new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 4 }),
	new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 4 }),
];

const camel = (name: string) =>
	name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

test.each(layers.map((layer) => [layer.constructor.name, layer] as const))(
	"%s",
	(_, layer) => {
		const fields = layer as unknown as Record<string, unknown>;
		const before = Object.keys(layer.stateDict());
		const own = [
			...layer.ownParameters(),
			...layer.ownBuffers(),
			...layer.namedChildren(),
		].map(([name]) => name);
		expect(own.length).toBeGreaterThan(1);
		for (const name of own) expect(fields[camel(name)]).toBe(fields[name]);
		expect(Object.keys(layer.stateDict())).toEqual(before);
		expect(before.some((key) => /[A-Z]/.test(key))).toBe(false);
	},
);

test("what is assigned by the rule is the field", () => {
	const norm = new nn.BatchNorm1d(2);
	Object.assign(norm, { runningMean: zeros([2]).add(5) });
	expect(norm.running_mean?.tolist()).toEqual([5, 5]);
	expect(norm.runningVar?.tolist()).toEqual([1, 1]);
	const lstm = new nn.LSTM(1, 1, { numLayers: 2 });
	expect(lstm.weightIhL0).toBe(lstm.weight_ih_l0);
});
