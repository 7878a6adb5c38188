import { describe, expect, test } from "vitest";
import {
	DTypeError,
	IndexError,
	memory,
	nn,
	noGrad,
	randn,
	type Tensor,
	ValueError,
} from "../../src/index.js";

describe("Sequential", () => {
	test("calls its layers in turn and is read like a list", () => {
		const first = new nn.Linear(4, 3);
		const model = new nn.Sequential(first, new nn.ReLU()).append(
			new nn.Linear(3, 2),
		);
		expect(model(randn([5, 4])).shape).toEqual([5, 2]);
		expect(model.length).toBe(3);
		expect(model.at(0)).toBe(first);
		expect(model.at(-1)).toBe([...model][2]);
		expect(() => model.at(3)).toThrow(IndexError);
	});

	test("names its layers after the keys of an object", () => {
		const model = new nn.Sequential({
			hidden: new nn.Linear(2, 2),
			act: new nn.Tanh(),
		});
		expect(model.namedChildren().map(([name]) => name)).toEqual([
			"hidden",
			"act",
		]);
		expect(Object.keys(model.stateDict())).toEqual([
			"hidden.weight",
			"hidden.bias",
		]);
	});

	test("without layers gives its input", () => {
		const x = randn([2]);
		expect(new nn.Sequential()(x)).toBe(x);
	});

	test("refuses what is not a module, and impossible names", () => {
		const wrong = (layer: unknown) => () =>
			new nn.Sequential(layer as nn.Layer);
		expect(wrong(null)).toThrow(DTypeError);
		expect(wrong((x: Tensor) => x)).toThrow(/not a module but function/);
		expect(() => new nn.Sequential({ "a.b": new nn.ReLU() })).toThrow(
			ValueError,
		);
	});
});

describe("what passes between the layers of a Sequential", () => {
	/** Storages that a call leaves behind. */
	function left(model: nn.Sequential, x: Tensor): number {
		const before = memory().storages;
		noGrad(() => model(x));
		return memory().storages - before;
	}
	const x = randn([8, 4]);
	const plain = () => [
		new nn.Linear(4, 6),
		new nn.Tanh(),
		new nn.Flatten(),
		new nn.Dropout(),
		new nn.Linear(6, 4),
	];

	test("is freed between layers of the library", () => {
		expect(left(new nn.Sequential(...plain()), x)).toBe(1);
		expect(
			left(new nn.Sequential(new nn.Sequential(...plain()), new nn.ReLU()), x),
		).toBe(1);
	});

	test("is freed by backward when the graph saved it", () => {
		const model = new nn.Sequential(...plain());
		model.parameters().forEach((p) => {
			p.grad = null;
		});
		const before = memory().storages;
		const out = model(x);
		out.sum().backward();
		// The output, its sum, and four gradients.
		expect(memory().storages - before).toBe(6);
		expect(out.tolist()).toHaveLength(8);
	});

	test("stays if a hook, a layer of the user's or a replaced forward could hold it", () => {
		const seen: Tensor[] = [];
		const keep = (y: Tensor): Tensor => {
			seen.push(y);
			return y;
		};
		class Spy extends nn.Module {
			forward(y: Tensor): Tensor {
				return keep(y);
			}
		}
		class OwnReLU extends nn.ReLU {
			override forward(y: Tensor): Tensor {
				return super.forward(keep(y));
			}
		}
		const hooked = new nn.Tanh();
		hooked.registerForwardHook((_, [before], after) => {
			keep(before);
			keep(after);
		});
		const replaced = new nn.Tanh();
		const { forward } = replaced;
		replaced.forward = (y) => forward.call(replaced, keep(y));
		const layers = [new Spy(), new OwnReLU(), hooked, replaced];
		for (const layer of layers) {
			const inner = new nn.Sequential(
				new nn.Linear(4, 4),
				layer,
				new nn.Linear(4, 4),
			);
			noGrad(() => new nn.Sequential(inner, new nn.ReLU())(x));
			noGrad(() => new nn.Sequential(new nn.ReLU(), layer, new nn.ReLU())(x));
			const last = new nn.Sequential(new nn.Linear(4, 4), layer);
			const first = new nn.Sequential(layer, new nn.Linear(4, 4));
			noGrad(() => new nn.Sequential(last, new nn.ReLU())(x));
			noGrad(() => new nn.Sequential(new nn.ReLU(), first)(x));
		}
		expect(seen.length).toBeGreaterThan(7);
		for (const y of seen) expect(y.toTypedArray()).toHaveLength(32);
	});

	test("never is the input, nor a view of it", () => {
		const input = randn([2, 2, 2]);
		const model = new nn.Sequential(
			new nn.Identity(),
			new nn.Flatten(),
			new nn.Dropout().eval(),
			new nn.Linear(4, 3),
		);
		const before = input.tolist();
		model(input);
		noGrad(() => model(input));
		expect(input.tolist()).toEqual(before);
	});
});

describe("ModuleList", () => {
	test("makes its modules part of the module that has it", () => {
		class Deep extends nn.Module {
			readonly layers = new nn.ModuleList(
				Array.from({ length: 3 }, () => new nn.Linear(2, 2)),
			);
			forward(x: Tensor): Tensor {
				let y = x;
				for (const layer of this.layers) y = layer(y).relu();
				return y;
			}
		}
		const deep = new Deep();
		expect(deep(randn([1, 2])).shape).toEqual([1, 2]);
		expect(deep.layers.length).toBe(3);
		expect(deep.layers.at(-1)).toBe([...deep.layers][2]);
		expect(Object.keys(deep.stateDict())[4]).toBe("layers.2.weight");
	});

	test("is not called, and takes only modules", () => {
		const list = new nn.ModuleList([new nn.ReLU()]);
		expect(() => list()).toThrow(/use nn.Sequential/);
		expect(() => list.append(3 as unknown as nn.ReLU)).toThrow(DTypeError);
		expect(() => list.at(1)).toThrow(IndexError);
	});
});
