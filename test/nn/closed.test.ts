/** What layers leave behind in a Sequential follows from the layers themselves. */
import { describe, expect, test } from "vitest";
import { memory, nn, noGrad, randn, type Tensor } from "../../src/index.js";

/** Storages that a call leaves, without and with a graph. */
function left(model: nn.Sequential, x: Tensor): [number, number] {
	model(x); // buffers and caches of the first call
	const before = memory().storages;
	noGrad(() => model(x));
	const plain = memory().storages - before;
	model(x).sum().backward();
	for (const p of [x, ...model.parameters()]) {
		p.grad?.dispose();
		p.grad = null;
	}
	return [plain, memory().storages - before - plain];
}

const four = (make: () => nn.Layer) =>
	new nn.Sequential(make(), make(), make(), make());

describe("four in a Sequential leave no more than four ReLUs:", () => {
	const rows: [() => nn.Layer, number[]][] = [
		[() => new nn.LayerNorm(4), [2, 4]],
		[() => new nn.RMSNorm(4), [2, 4]],
		[() => new nn.GroupNorm(2, 4), [2, 4]],
		[() => new nn.BatchNorm1d(4), [2, 4]],
		[() => new nn.BatchNorm2d(2), [2, 2, 4, 4]],
		[() => new nn.InstanceNorm1d(2), [3, 2, 4]],
		[() => new nn.InstanceNorm2d(2), [3, 2, 4, 4]],
		[() => new nn.Linear(4, 4), [2, 4]],
		[() => new nn.Conv1d(2, 2, 3, { padding: 1 }), [2, 2, 4]],
		[() => new nn.Softplus(), [2, 4]],
		[() => new nn.Dropout(), [2, 4]],
		[() => new nn.Sequential(new nn.LayerNorm(4), new nn.ReLU()), [2, 4]],
	];
	for (const [make, shape] of rows)
		test(make().constructor.name, () => {
			const x = randn(shape).requiresGrad_();
			const [plain, recorded] = left(four(make), x);
			const [plainReLU, recordedReLU] = left(
				four(() => new nn.ReLU()),
				x,
			);
			expect(plain).toBe(plainReLU);
			expect(recorded).toBe(recordedReLU);
		});
});

describe("what a layer of the user's could hold stays:", () => {
	const kept: Tensor[] = [];
	const x = randn([2, 4]).requiresGrad_();

	test("a subclass with a forward of its own", () => {
		class Keeping extends nn.LayerNorm {
			override forward(y: Tensor): Tensor {
				kept.push(y);
				return super.forward(y);
			}
		}
		new nn.Sequential(new nn.ReLU(), new Keeping(4), new nn.ReLU())(x);
		expect(kept.pop()?.tolist()).toEqual(x.relu().tolist());
	});

	test("a forward on the instance, also one that is taken back", () => {
		const layer = new nn.LayerNorm(4);
		const own = layer.forward;
		layer.forward = function (y) {
			kept.push(y);
			return own.call(this, y);
		};
		const model = new nn.Sequential(new nn.ReLU(), layer, new nn.ReLU());
		model(x);
		expect(kept.pop()?.tolist()).toEqual(x.relu().tolist());
		layer.forward = own;
		expect(left(model, x)[0]).toBe(1);
	});

	test("a subclass without one lets go as its parent does", () => {
		class Named extends nn.LayerNorm {}
		expect(
			left(
				four(() => new Named(4)),
				x,
			)[0],
		).toBe(1);
	});
});
