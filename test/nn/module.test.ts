import { describe, expect, test } from "vitest";
import {
	arange,
	DTypeError,
	full,
	nn,
	ones,
	optim,
	randn,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

class Net extends nn.Module {
	readonly fc1 = new nn.Linear(4, 3);
	readonly fc2 = new nn.Linear(3, 2);
	readonly scale = new nn.Parameter(ones([2]));

	forward(x: Tensor): Tensor {
		return this.fc2(this.fc1(x).relu()).mul(this.scale);
	}
}

class Blend extends nn.Module {
	forward(a: Tensor, weight: number, b?: Tensor): readonly [Tensor, number] {
		return [b === undefined ? a : a.add(b), weight];
	}
}

describe("a module", () => {
	test("is called like a function, with forward's arguments and result", () => {
		const blend = new Blend();
		const [sum, weight] = blend(tensor([1, 2]), 3, tensor([10, 20]));
		expect(sum.tolist()).toEqual([11, 22]);
		expect(weight).toBe(3);
		// @ts-expect-error the first argument is a tensor
		expect(blend("x", 3)).toEqual(["x", 3]);
	});

	test("is an instance of its class, with only its own fields as keys", () => {
		const net = new Net();
		expect(net).toBeInstanceOf(Net);
		expect(net).toBeInstanceOf(nn.Module);
		expect(typeof net).toBe("function");
		const fields = ["training", "fc1", "fc2", "scale"];
		expect(Object.getOwnPropertyNames(net)).toEqual(fields);
	});

	test("may have fields called name and length", () => {
		class Named extends nn.Module {
			override readonly name = "encoder";
			override readonly length = 7;
			forward(): void {}
		}
		const named = new Named();
		expect([named.name, named.length]).toEqual(["encoder", 7]);
	});

	test("keeps private fields and accessors of its class", () => {
		class Counter extends nn.Module {
			#calls = 0;
			get calls(): number {
				return this.#calls;
			}
			forward(): number {
				this.#calls++;
				return this.#calls;
			}
		}
		const counter = new Counter();
		counter();
		counter();
		expect(counter.calls).toBe(2);
	});

	test("lists parameters, its own before its children's", () => {
		const names = new Net().namedParameters().map(([name]) => name);
		expect(names).toEqual([
			"scale",
			"fc1.weight",
			"fc1.bias",
			"fc2.weight",
			"fc2.bias",
		]);
	});

	test("lists a shared parameter and a shared module once", () => {
		class Tied extends nn.Module {
			readonly a = new nn.Linear(2, 2);
			readonly b = this.a;
			readonly weight = this.a.weight;
			forward(x: Tensor): Tensor {
				return this.b(this.a(x));
			}
		}
		const tied = new Tied();
		expect(tied.namedParameters().map(([name]) => name)).toEqual([
			"weight",
			"a.bias",
		]);
		expect(tied.namedModules().map(([name]) => name)).toEqual(["", "a"]);
		expect(tied.children()).toEqual([tied.a]);
		expect(Object.keys(tied.stateDict())).toEqual([
			"weight",
			"a.weight",
			"a.bias",
			"b.weight",
			"b.bias",
		]);
	});

	test("lists only its own parameters without recurse", () => {
		expect(new Net().parameters({ recurse: false })).toHaveLength(1);
	});

	test("switches all modules below it between training and evaluation", () => {
		const model = new nn.Sequential(new nn.Dropout(), new nn.Linear(2, 2));
		expect(model.eval()).toBe(model);
		expect(model.modules().map((m) => m.training)).toEqual([
			false,
			false,
			false,
		]);
		model.train();
		expect(model.at(0).training).toBe(true);
	});

	test("lets go of gradients, freezes and thaws its parameters", () => {
		const net = new Net();
		net(randn([5, 4]))
			.sum()
			.backward();
		expect(net.fc1.weight.grad?.shape).toEqual([3, 4]);
		net.zeroGrad();
		expect(net.parameters().every((p) => p.grad === null)).toBe(true);
		net.requiresGrad_(false);
		expect(net(randn([5, 4])).requiresGrad).toBe(false);
		expect(net.requiresGrad_().scale.requiresGrad).toBe(true);
	});

	test("makes gradients zeros where asked, as its optimizer does", () => {
		const net = new Net();
		const optimizer = new optim.SGD(net.parameters(), { lr: 1 });
		for (const zero of [
			() => net.zeroGrad({ setToNone: false }),
			() => net.zeroGrad(false),
			() => optimizer.zeroGrad({ setToNone: false }),
			() => optimizer.zeroGrad(false),
		]) {
			const y = net(randn([5, 4]));
			y.sum().backward();
			zero();
			expect(net.fc1.weight.grad?.tolist()).toEqual(zeros([3, 4]).tolist());
		}
		optimizer.zeroGrad(true);
		expect(net.fc1.weight.grad).toBe(null);
	});

	test("refuses misspelt options, with those there are", () => {
		const net = new Net();
		const wrong: [string, () => unknown][] = [
			["{ mode }", () => net.train({ mod: false } as never)],
			["{ setToNone }", () => net.zeroGrad({ setToNull: true } as never)],
			["{ requiresGrad }", () => net.requiresGrad_({ grad: true } as never)],
			["{ recurse }", () => net.namedParameters("a", { recurce: 1 } as never)],
			["{ prefix, recurse }", () => net.namedParameters({ pre: "" } as never)],
		];
		for (const [known, call] of wrong) {
			expect(call).toThrow(/unknown option/);
			expect(call).toThrow(known);
		}
	});

	test("applies a function to children before parents", () => {
		const seen: string[] = [];
		const model = new nn.Sequential(new nn.Flatten(), new nn.ReLU());
		model.apply((m) => seen.push(m.constructor.name));
		expect(seen).toEqual(["Flatten", "ReLU", "Sequential"]);
	});

	test("prints as in PyTorch, children indented", () => {
		const model = new nn.Sequential({
			flat: new nn.Flatten(),
			body: new nn.Sequential(
				new nn.Linear(4, 2, { bias: false }),
				new nn.ReLU(),
			),
			out: new nn.Softmax(1),
		});
		expect(String(model)).toBe(
			[
				"Sequential(",
				"  (flat): Flatten(start_dim=1, end_dim=-1)",
				"  (body): Sequential(",
				"    (0): Linear(in_features=4, out_features=2, bias=False)",
				"    (1): ReLU()",
				"  )",
				"  (out): Softmax(dim=1)",
				")",
			].join("\n"),
		);
	});
});

describe("buffers and registered parameters", () => {
	class Scaler extends nn.Module {
		declare readonly mean: Tensor;
		declare readonly seen: Tensor;
		constructor() {
			super();
			this.registerBuffer("mean", zeros([2]));
			this.registerBuffer("seen", tensor(0), { persistent: false });
			this.registerParameter("gain", new nn.Parameter(ones([2])));
		}
		forward(x: Tensor): Tensor {
			return x.sub(this.mean);
		}
	}

	test("a buffer is a field, is not learnt, and is in the state if persistent", () => {
		const scaler = new Scaler();
		expect(scaler.mean.tolist()).toEqual([0, 0]);
		expect(scaler.namedParameters().map(([name]) => name)).toEqual(["gain"]);
		expect(scaler.namedBuffers().map(([name]) => name)).toEqual([
			"mean",
			"seen",
		]);
		expect(Object.keys(scaler.stateDict())).toEqual(["gain", "mean"]);
	});

	test("a plain tensor in a field is neither parameter nor buffer", () => {
		class Holder extends nn.Module {
			readonly table = ones([2]);
			forward(): Tensor {
				return this.table;
			}
		}
		const holder = new Holder();
		expect([...holder.parameters(), ...holder.buffers()]).toEqual([]);
		expect(holder.stateDict()).toEqual({});
	});

	test("names that are taken or have a dot are refused", () => {
		const scaler = new Scaler();
		expect(() => scaler.registerBuffer("forward", zeros([1]))).toThrow(
			ValueError,
		);
		expect(() => scaler.registerParameter("a.b", null)).toThrow(/has a dot/);
		expect(() =>
			scaler.registerParameter("w", ones([1]) as nn.Parameter),
		).toThrow(DTypeError);
	});
});

describe("converting a module", () => {
	test("keeps its parameters the same objects, gradients included", () => {
		const model = new nn.Linear(3, 2);
		model(ones([1, 3]))
			.sum()
			.backward();
		const { weight } = model;
		const before = weight.tolist();
		expect(model.double()).toBe(model);
		expect(model.weight).toBe(weight);
		expect([weight.dtype, weight.grad?.dtype]).toEqual(["float64", "float64"]);
		expect(weight.tolist()).toEqual(before);
		expect(model(ones([1, 3], { dtype: "float64" })).dtype).toBe("float64");
	});

	test("leaves integer buffers alone and refuses other dtypes", () => {
		class Count extends nn.Module {
			constructor() {
				super();
				this.registerBuffer("steps", tensor([3], { dtype: "int32" }));
			}
			forward(): void {}
		}
		const count = new Count().double();
		expect(count.buffers()[0]?.dtype).toBe("int32");
		expect(() => count.to("int32" as "float32")).toThrow(DTypeError);
	});
});

describe("Parameter", () => {
	test("shares the elements of its tensor and requires its gradient", () => {
		const data = full([2], 1.5);
		const parameter = new nn.Parameter(data);
		data.fill_(4);
		expect(parameter.tolist()).toEqual([4, 4]);
		expect([parameter.requiresGrad, parameter.isLeaf]).toEqual([true, true]);
		expect(new nn.Parameter(data, false).requiresGrad).toBe(false);
	});

	test("of integers is refused unless it needs no gradient", () => {
		expect(() => new nn.Parameter(arange(1))).toThrow(DTypeError);
		expect(new nn.Parameter(arange(1), false).dtype).toBe("int32");
	});

	test("says what it is", () => {
		expect(String(new nn.Parameter(ones([2])))).toMatch(
			/^Parameter containing:\ntensor\(/,
		);
	});
});
