/** Products of int32 and floats: the integers count as floats, in values and gradients. */
import { expect, test } from "vitest";
import {
	addbmm,
	addmm,
	addmv,
	addr,
	baddbmm,
	bmm,
	dot,
	einsum,
	inner,
	kron,
	manualSeed,
	matmul,
	mm,
	mv,
	nn,
	outer,
	randn,
	type Tensor,
	tensor,
	tensordot,
	zeros,
} from "../../src/index.js";

const F = nn.functional;

manualSeed(0);
const fixed = (shape: number[]) => randn(shape);
const [w, w3, v] = [fixed([3, 2]), fixed([2, 3, 2]), fixed([3])];
const [b2, kernel1, kernel2] = [
	fixed([2]),
	fixed([2, 2, 2]),
	fixed([2, 2, 2, 2]),
];
const [turned1, turned2] = [fixed([2, 2, 2]), fixed([2, 2, 2, 2])];
const [weight, bilinear] = [fixed([2, 3]), fixed([2, 3, 3])];

/** Values 0 and 1, of which every dtype has the same. */
const pattern = (shape: number[]) =>
	zeros(shape).add(
		tensor(
			Array.from({ length: shape.reduce((n, s) => n * s, 1) }, (_, i) =>
				i % 3 === 0 ? 1 : 0,
			),
		).reshape(shape),
	);

/** A call for an input of a shape; all else is float32. */
const calls: Record<string, [number[], (x: Tensor) => Tensor]> = {
	"matmul on the left": [[2, 3], (x) => matmul(x, w)],
	"matmul on the right": [[2, 3], (x) => matmul(w, x)],
	"matmul of a transpose": [[2, 3], (x) => matmul(x.t(), weight)],
	"matmul of batches": [[2, 2, 3], (x) => matmul(x, w3)],
	"matmul of an expanded batch": [
		[1, 2, 3],
		(x) => x.expand([2, 2, 3]).matmul(w3),
	],
	"matmul of a vector": [[3], (x) => matmul(x, w)],
	mm: [[2, 3], (x) => mm(x, w)],
	bmm: [[2, 2, 3], (x) => bmm(x, w3)],
	mv: [[2, 3], (x) => mv(x, v)],
	dot: [[3], (x) => dot(x, v)],
	outer: [[3], (x) => outer(x, v)],
	inner: [[2, 3], (x) => inner(x, v)],
	kron: [[2, 2], (x) => kron(x, w)],
	tensordot: [[2, 3], (x) => tensordot(x, w, 1)],
	einsum: [[2, 3], (x) => einsum("ij,jk->ik", x, w)],
	"einsum that sums one side": [[2, 3], (x) => einsum("ij,k->k", x, v)],
	addmm: [[2, 3], (x) => addmm(b2, x, w, { beta: 0.5, alpha: 1.5 })],
	"addmm to the input": [
		[2, 2],
		(x) => addmm(x, weight, w, { beta: 0.5, alpha: 1.5 }),
	],
	addmv: [[2, 3], (x) => addmv(b2, x, v)],
	baddbmm: [[2, 2, 3], (x) => baddbmm(b2, x, w3)],
	addbmm: [[2, 2, 3], (x) => addbmm(b2, x, w3)],
	addr: [[3], (x) => addr(v, x, v)],
	linear: [[4, 3], (x) => F.linear(x, weight, b2)],
	"linear of sequences": [[2, 4, 3], (x) => F.linear(x, weight, b2)],
	"linear without bias": [[4, 3], (x) => F.linear(x, weight)],
	"linear with a bias": [[2], (x) => F.linear(fixedRows, weight, x)],
	bilinear: [[4, 3], (x) => F.bilinear(x, fixedRows, bilinear)],
	conv1d: [[1, 2, 5], (x) => F.conv1d(x, kernel1, b2)],
	conv2d: [[1, 2, 5, 5], (x) => F.conv2d(x, kernel2, b2, { padding: "same" })],
	"conv2d with a weight": [[2, 1, 2, 2], (x) => F.conv2d(image, x, b2)],
	"conv2d with a bias": [[2], (x) => F.conv2d(image2, kernel2, x)],
	convTranspose1d: [[1, 2, 5], (x) => F.convTranspose1d(x, turned1, b2)],
	convTranspose2d: [[1, 2, 4, 4], (x) => F.convTranspose2d(x, turned2, b2)],
};
const fixedRows = fixed([4, 3]);
const image = fixed([1, 1, 4, 4]);
const image2 = fixed([1, 2, 4, 4]);

for (const [name, [shape, call]] of Object.entries(calls))
	test(`${name}: integers count as float32`, () => {
		const x = pattern(shape);
		const got = call(x.int());
		expect(got.dtype).toBe("float32");
		expect(got.tolist()).toEqual(call(x).tolist());
	});

test("the float operand of an integer product gets its gradient", () => {
	const x = tensor([[1, 2, 3]], { dtype: "int32" });
	const own = w.detach().clone().requiresGrad_();
	matmul(x, own).sum().backward();
	expect(own.grad?.tolist()).toEqual([
		[1, 1],
		[2, 2],
		[3, 3],
	]);
	const layer = new nn.Linear(3, 2);
	layer(x).sum().backward();
	expect(layer.weight.grad?.tolist()).toEqual([
		[1, 2, 3],
		[1, 2, 3],
	]);
	expect(layer.weight.grad?.dtype).toBe("float32");
});

const [rnn, gru] = [new nn.RNN(2, 3), new nn.GRU(2, 3)];
const lstm = new nn.LSTM(2, 3, { bidirectional: true });
const layers: Record<string, (x: Tensor) => Tensor> = {
	RNN: (x) => rnn(x)[0],
	GRU: (x) => gru(x)[0],
	LSTM: (x) => lstm(x)[0],
	"RNN with a state": (x) => rnn(x, x.newZeros([1, 1, 3]))[0],
};
for (const [name, run] of Object.entries(layers))
	test(`${name} takes integers`, () => {
		const x = pattern([4, 1, 2]);
		expect(run(x.int()).dtype).toBe("float32");
		expect(run(x.int()).tolist()).toEqual(run(x).tolist());
	});

const cells = {
	RNNCell: (x: Tensor) => new nn.RNNCell(2, 3)(x),
	GRUCell: (x: Tensor) => new nn.GRUCell(2, 3)(x),
	LSTMCell: (x: Tensor) => new nn.LSTMCell(2, 3)(x)[0] as Tensor,
};
for (const [name, cell] of Object.entries(cells))
	test(`${name} takes integers`, () => {
		const run = (x: Tensor) => {
			manualSeed(1);
			return cell(x);
		};
		const x = pattern([4, 2]);
		expect(run(x.int()).dtype).toBe("float32");
		expect(run(x.int()).tolist()).toEqual(run(x).tolist());
	});

test("other mixtures are refused with the right advice, as are bools", () => {
	const x = pattern([2, 2]);
	expect(() => matmul(x.double(), x)).toThrow(
		'matmul: float64 × float32; convert the float32 operand with to("float64")',
	);
	expect(() => matmul(x.to("uint8"), x.int())).toThrow(
		'matmul: uint8 × int32; convert the uint8 operand with to("int32")',
	);
	expect(() => F.linear(x.bool(), x)).toThrow(
		'linear: bool × float32; convert the bool operand with to("float32")',
	);
	expect(() => F.linear(x.double(), x)).toThrow(
		'linear: float64 × float32; convert the float32 operand with to("float64")',
	);
	expect(() => F.conv1d(x.unsqueeze(0).double(), x.unsqueeze(0))).toThrow(
		/^conv1d: float64 × float32/,
	);
	expect(matmul(x.to("uint8"), x.to("uint8")).dtype).toBe("uint8");
	expect(() => matmul(x.bool(), x.bool())).toThrow(
		/matmul: does not take bool/,
	);
	expect(() => F.conv1d(x.unsqueeze(0).bool(), x.unsqueeze(0).bool())).toThrow(
		/conv1d: does not take bool/,
	);
});

test("einsum counts where it sums one bool operand, and does not wrap uint8", () => {
	const x = tensor([
		[true, true],
		[true, false],
	]);
	expect(einsum("ij,k->k", x, x.at(0)).tolist()).toEqual([3, 3]);
	const bytes = x.to("uint8").mul(200);
	expect(einsum("ij,k->k", bytes, bytes.at(0)).tolist()).toEqual([
		120000, 120000,
	]);
});
