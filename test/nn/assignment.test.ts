/** What may be assigned to the fields of a module, and to a tensor's data. */
import { describe, expect, test } from "vitest";
import {
	AutogradError,
	arange,
	DTypeError,
	func,
	nn,
	noGrad,
	ones,
	optim,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

class Net extends nn.Module {
	fc: nn.Linear | null = new nn.Linear(2, 1);
	scale: nn.Parameter | null = new nn.Parameter(ones([1]));
	note: unknown = "free";
	declare mean: Tensor | null;

	constructor() {
		super();
		this.registerBuffer("mean", zeros([1]));
		this.registerParameter("later", null);
	}

	forward(x: Tensor): Tensor {
		return (this.fc as nn.Linear)(x).mul(this.scale as Tensor);
	}
}

const names = (module: nn.Module) =>
	module.namedParameters().map(([name]) => name);

function assigning(module: nn.Module, name: string, value: unknown) {
	return () => Object.assign(module, { [name]: value });
}

describe("a parameter's field", () => {
	const layers: [nn.Module, string][] = [
		[new nn.Linear(2, 1), "weight"],
		[new nn.Linear(2, 1), "bias"],
		[new nn.Linear(2, 1, { bias: false }), "bias"],
		[new nn.Conv2d(1, 1, 2), "weight"],
		[new nn.ConvTranspose1d(1, 1, 2), "bias"],
		[new nn.Embedding(2, 1), "weight"],
		[new nn.EmbeddingBag(2, 1), "weight"],
		[new nn.PReLU(), "weight"],
		[new nn.LayerNorm(2), "weight"],
		[new nn.GroupNorm(1, 2), "bias"],
		[new nn.BatchNorm1d(2), "weight"],
		[new nn.InstanceNorm2d(2), "weight"],
		[new nn.RMSNorm(2), "weight"],
		[new nn.Bilinear(1, 1, 1), "weight"],
		[new nn.Bilinear(1, 1, 1, { bias: false }), "bias"],
		[new nn.MultiheadAttention(2, 1, { bias: false }), "in_proj_bias"],
		[new nn.MultiheadAttention(2, 1), "bias_k"],
		[new nn.LSTM(1, 1), "weight_ih_l0"],
		[new nn.GRUCell(1, 1), "weight_hh"],
		[new nn.MultiheadAttention(2, 1), "in_proj_weight"],
		[new Net(), "scale"],
		[new Net(), "later"],
	];
	for (const [module, name] of layers)
		test(`takes no tensor: ${module.constructor.name}.${name}`, () => {
			const before = [names(module), Reflect.get(module, name)];
			expect(assigning(module, name, ones([2]))).toThrow(DTypeError);
			expect(assigning(module, name, ones([2]))).toThrow(
				`${module.constructor.name}: cannot assign a tensor as parameter '${name}'; expected an nn.Parameter or null`,
			);
			for (const odd of [3, "x", [], new nn.ReLU()])
				expect(assigning(module, name, odd)).toThrow(DTypeError);
			expect([names(module), Reflect.get(module, name)]).toEqual(before);
		});

	test("takes another parameter, and null for none", () => {
		for (const module of [new nn.Linear(2, 1), new Net()]) {
			const name = module instanceof Net ? "scale" : "bias";
			const other = new nn.Parameter(tensor([7.5]));
			assigning(module, name, other)();
			expect(module.parameters()).toContain(other);
			assigning(module, name, null)();
			expect(names(module)).not.toContain(name);
			expect(assigning(module, name, ones([1]))).toThrow(DTypeError);
			assigning(module, name, other)();
			expect(module.parameters()).toContain(other);
		}
	});

	test("is an ordinary key of the module, and can be deleted", () => {
		const layer = new nn.Linear(2, 1);
		expect(Object.keys(layer).slice(-2)).toEqual(["weight", "bias"]);
		const net = new Net();
		Reflect.deleteProperty(net, "scale");
		assigning(net, "scale", ones([1]))();
		expect(names(net)).toEqual(["fc.weight", "fc.bias"]);
	});

	test("holds other tensors while a functional call runs, and then its own", () => {
		const net = new Net();
		const own = net.scale;
		const y = func.functionalCall(
			net,
			{ scale: tensor([0.0]), "fc.weight": zeros([1, 2]) },
			ones([3, 2]),
		);
		expect(y.eq(0).tolist()).toEqual([[true], [true], [true]]);
		expect(net.scale).toBe(own);
		expect(assigning(net, "scale", ones([1]))).toThrow(DTypeError);
	});
});

describe("a module's field", () => {
	test("takes modules and null, nothing else", () => {
		const net = new Net();
		for (const odd of [ones([1]), 3, "x", {}, () => 1])
			expect(assigning(net, "fc", odd)).toThrow(
				/^Net: cannot assign a (tensor|number|string|object|function) as module 'fc'; expected an nn.Module or null/,
			);
		net.fc = null;
		expect(names(net)).toEqual(["scale"]);
		expect(assigning(net, "fc", 3)).toThrow(DTypeError);
		net.fc = new nn.Linear(2, 1);
		expect(names(net)).toEqual(
			["scale", "fc.weight", "fc.bias"].sort().reverse(),
		);
	});

	test("may become a parameter's", () => {
		const net = new Net();
		assigning(net, "fc", new nn.Parameter(ones([1])))();
		expect(names(net)).toEqual(["fc", "scale"]);
		expect(assigning(net, "fc", new nn.ReLU())).toThrow(DTypeError);
	});
});

test("a buffer's field takes tensors and null, nothing else", () => {
	const net = new Net();
	net.mean = ones([1]);
	expect(net.stateDict().mean?.tolist()).toEqual([1]);
	expect(assigning(net, "mean", 3)).toThrow(
		"Net: cannot assign a number as buffer 'mean'; expected a tensor or null",
	);
	const norm = new nn.BatchNorm1d(2);
	expect(assigning(norm, "running_mean", "x")).toThrow(DTypeError);
	assigning(net, "mean", new nn.Parameter(ones([1])))();
	expect(names(net)).toContain("mean");
	expect(net.namedBuffers()).toEqual([]);
});

test("other fields take anything", () => {
	const net = new Net();
	for (const value of [1, ones([2]), null, "x"]) {
		net.note = value;
		expect(net.note).toBe(value);
	}
});

describe("a tensor's data", () => {
	test("takes other elements, and the tensor stays the same object", () => {
		const p = new nn.Parameter(tensor([1, 2.5]));
		const optimizer = new optim.SGD([p], { lr: 0.5 });
		p.data = p.data.mul(2);
		expect([p.tolist(), p.requiresGrad, p.isLeaf]).toEqual([
			[2, 5],
			true,
			true,
		]);
		p.sum().backward();
		optimizer.step();
		expect(p.tolist()).toEqual([1.5, 4.5]);
	});

	test("takes another shape and dtype, and shares the elements", () => {
		const p = new nn.Parameter(ones([2]));
		const source = zeros([2, 3], { dtype: "float64" });
		p.data = source;
		expect([p.shape, p.dtype]).toEqual([[2, 3], "float64"]);
		noGrad(() => source.fill_(7));
		expect(p.sum().item()).toBe(42);
		p.pow(2).sum().backward();
		expect(p.grad?.tolist()).toEqual(source.mul(2).tolist());
	});

	test("takes no integers where a gradient is required, and only tensors", () => {
		const p = new nn.Parameter(ones([2]));
		const assign = (value: unknown) => () => Object.assign(p, { data: value });
		expect(assign(tensor([1, 2], { dtype: "int32" }))).toThrow(DTypeError);
		for (const odd of [null, undefined, 3, [1, 2]])
			expect(assign(odd)).toThrow(/^data: expected a tensor/);
		expect(p.tolist()).toEqual([1, 1]);
		const plain = ones([2]);
		plain.data = arange(3, 5);
		expect([plain.dtype, plain.tolist()]).toEqual(["int32", [3, 4]]);
	});

	test("of another shape or dtype drops a gradient that does not fit it", () => {
		const p = new nn.Parameter(ones([2]));
		p.sum().backward();
		p.data = zeros([2]);
		expect(p.grad?.tolist()).toEqual([1, 1]);
		p.data = zeros([3]);
		expect(p.grad).toBeNull();
		p.sum().backward();
		p.data = zeros([3], { dtype: "float64" });
		expect(p.grad).toBeNull();
	});

	test("that changed after a graph saved it is refused by backward", () => {
		const p = new nn.Parameter(tensor([3.5]));
		const loss = p.pow(2).sum();
		p.data = tensor([100.5]);
		expect(() => loss.backward()).toThrow(AutogradError);
		p.pow(2).sum().backward();
		expect(p.grad?.tolist()).toEqual([201]);
	});

	test("of a view is no longer the base's", () => {
		const base = ones([4]);
		const view = base.narrow(0, 1, 2);
		view.data = tensor([5.5, 6.5]);
		base.fill_(3);
		expect(view.tolist()).toEqual([5.5, 6.5]);
	});
});

test("an optimiser without parameters says where a model finds them", () => {
	class Hidden extends nn.Module {
		readonly #fc = new nn.Linear(2, 1);
		forward(x: Tensor): Tensor {
			return this.#fc(x);
		}
	}
	const make = () => new optim.Adam(new Hidden().parameters());
	expect(make).toThrow(ValueError);
	expect(make).toThrow(
		"layers in #private fields or plain arrays and objects are not found",
	);
});
