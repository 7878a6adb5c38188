/** Copies share nothing with the original, and know what it knew. */
import { describe, expect, test } from "vitest";
import {
	AutogradError,
	DTypeError,
	deepcopy,
	Generator,
	manualSeed,
	nn,
	ones,
	optim,
	rand,
	randn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const seen = (x: Tensor) => x.tolist();

describe("a tensor", () => {
	test("has elements, gradient and requiresGrad of its own", () => {
		const x = tensor([1, 2, 3], { requiresGrad: true });
		x.square().sum().backward();
		const copy = deepcopy(x);
		x.data.zero_();
		x.grad?.zero_();
		expect(seen(copy)).toEqual([1, 2, 3]);
		expect(copy.grad?.tolist()).toEqual([2, 4, 6]);
		expect(copy.requiresGrad && copy.isLeaf).toBe(true);
		expect(deepcopy(new nn.Parameter(ones([2])))).toBeInstanceOf(nn.Parameter);
	});

	test("that was computed is refused, with its place", () => {
		const y = tensor([1], { requiresGrad: true }).mul(2);
		expect(() => deepcopy(y)).toThrow(AutogradError);
		expect(() => deepcopy({ a: [1, y] })).toThrow(/a\[1\] was computed/);
	});
});

describe("what is made of them", () => {
	test("lists, Maps, Sets, objects and typed arrays", () => {
		const shared = ones([2]);
		const x = {
			list: [shared, { n: 1, text: "a", none: null }],
			map: new Map([["k", shared]]),
			set: new Set([3]),
			array: Float32Array.of(1, 2),
			when: new Date(5),
		};
		const copy = deepcopy(x);
		shared.add_(1);
		x.array[0] = 9;
		expect(seen(copy.list[0] as Tensor)).toEqual([1, 1]);
		expect(copy.map.get("k")).toBe(copy.list[0]);
		expect(copy.list[1]).toEqual({ n: 1, text: "a", none: null });
		expect([...copy.set, ...copy.array, copy.when.getTime()]).toEqual([
			3, 1, 2, 5,
		]);
	});

	test("what contains itself", () => {
		const x: { self?: unknown } = {};
		x.self = x;
		const copy = deepcopy(x);
		expect(copy.self).toBe(copy);
		expect(copy).not.toBe(x);
	});

	test("a generator draws the same numbers again", () => {
		const generator = new Generator().manualSeed(3);
		rand(5, { generator });
		const copy = deepcopy(generator);
		const numbers = rand(5, { generator });
		expect(rand(5, { generator: copy }).tolist()).toEqual(numbers.tolist());
	});

	test("other objects are refused, with their place", () => {
		const model = new nn.Linear(1, 1);
		const optimizer = new optim.SGD(model.parameters(), { lr: 1 });
		expect(() => deepcopy({ run: { optimizer } })).toThrow(DTypeError);
		expect(() => deepcopy({ run: { optimizer } })).toThrow(/run\.optimizer is/);
	});
});

class Net extends nn.Module {
	body = new nn.Sequential({
		first: new nn.Linear(3, 4),
		norm: new nn.BatchNorm1d(4),
	});
	head = new nn.Linear(4, 4);
	tied = this.head;
	names = ["a"];
	constructor(readonly scale: number) {
		super();
		this.registerBuffer("offset", ones([4]));
		this.registerBuffer("scratch", ones([1]), { persistent: false });
	}
	forward(x: Tensor): Tensor {
		return this.tied(this.body(x))
			.mul(this.scale)
			.add(this.getBuffer("offset"));
	}
}

describe("a module", () => {
	test("computes the same, and goes its own way", () => {
		const net = new Net(3);
		const x = randn([5, 3]);
		net(x);
		net.eval();
		const before = seen(net(x));
		const copy = deepcopy(net);
		expect(copy).toBeInstanceOf(Net);
		expect(Object.keys(copy.stateDict())).toEqual(Object.keys(net.stateDict()));
		expect(copy.training).toBe(false);
		expect(copy.tied).toBe(copy.head);
		for (const p of net.parameters()) p.data.zero_();
		net.getBuffer("offset").zero_();
		net.names.push("b");
		expect(seen(copy(x))).toEqual(before);
		expect(copy.names).toEqual(["a"]);
		expect(String(copy)).toBe(String(net));
	});

	test("trains as the original would have", () => {
		const train = (model: nn.Module) => {
			manualSeed(1);
			const optimizer = new optim.Adam(model.parameters(), { lr: 0.1 });
			for (let i = 0; i < 3; i++) {
				optimizer.zeroGrad();
				model(randn([8, 3]))
					.square()
					.mean()
					.backward();
				optimizer.step();
			}
			return model.parameters().map(seen);
		};
		const net = new Net(1);
		const copy = deepcopy(net);
		expect(train(copy)).toEqual(train(net));
	});

	test("keeps its hooks, in a list of its own", () => {
		const net = new nn.Linear(1, 1);
		let calls = 0;
		const count = () => {
			calls++;
		};
		const handle = net.registerForwardHook(count);
		const copy = deepcopy(net);
		handle.remove();
		net(ones([1, 1]));
		expect(calls).toBe(0);
		copy(ones([1, 1]));
		expect(calls).toBe(1);
	});

	test("still refuses a tensor in a parameter's place", () => {
		const copy = deepcopy(new nn.Sequential(new nn.Linear(2, 2))).at(0);
		expect(() => Object.assign(copy, { weight: ones([2, 2]) })).toThrow(
			/cannot assign/,
		);
		expect(() => Object.assign(deepcopy(new Net(1)), { head: 3 })).toThrow(
			/cannot assign/,
		);
	});

	test("of a class with #private fields is refused, with its place", () => {
		class Secret extends nn.Module {
			#factor = 2;
			forward(x: Tensor) {
				return x.mul(this.#factor);
			}
		}
		expect(() => deepcopy(new nn.Sequential(new Secret()))).toThrow(
			/^deepcopy: 0 is a Secret, whose #private fields cannot be copied/,
		);
	});

	test("averages go on from where they were", () => {
		const model = new nn.Linear(2, 1);
		const averaged = new optim.swaUtils.AveragedModel(model);
		averaged.updateParameters(model);
		const copy = deepcopy(averaged);
		for (const p of model.parameters()) p.data.zero_();
		copy.updateParameters(model);
		averaged.updateParameters(model);
		expect(copy.nAveraged).toBe(2);
		expect(copy.parameters().map(seen)).toEqual(
			averaged.parameters().map(seen),
		);
	});
});
