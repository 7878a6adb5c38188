import { describe, expect, it } from "vitest";
import {
	addcmul,
	arange,
	diag,
	diagEmbed,
	eye,
	full,
	fullLike,
	Generator,
	hsplit,
	maximum,
	nn,
	ones,
	optim,
	rand,
	rot90,
	split,
	type Tensor,
	tensor,
	tensorSplit,
	trilIndices,
	ValueError,
	where,
	zeros,
} from "../../src/index.js";

const ints = () => tensor([1, 2, 3], { dtype: "int32" });
const bytes = () => tensor([1, 2], { dtype: "uint8" });
const mask = () => tensor([false, true, true]);

describe("a number beyond int32 becomes a float, as it would not fit", () => {
	const rows: [string, () => Tensor, unknown][] = [
		["div", () => ints().div(1e10), [1e-10, 2e-10, 3e-10].map(Math.fround)],
		["add", () => ints().add(1e10), [1e10, 1e10, 1e10]],
		["mul", () => ints().mul(1e10), [1e10, 2e10, Math.fround(3e10)]],
		["rsub", () => ints().rsub(1e10), [1e10, 1e10, 1e10]],
		["eq", () => ints().eq(2 ** 32 + 1), [false, false, false]],
		["lt", () => ints().lt(2 ** 32), [true, true, true]],
		["maximum", () => maximum(ints(), 1e10), [1e10, 1e10, 1e10]],
		["where", () => where(mask(), 1e10, 0), [0, 1e10, 1e10]],
		["full", () => full([1], 2 ** 31), [2 ** 31]],
		["arange", () => arange(3e9, 3e9 + 2), [3e9, 3e9]],
		["tensor", () => tensor([3e9]), [3e9]],
		[
			"the least int32",
			() => full([1], -(2 ** 31), { dtype: "int32" }).add(0),
			[-(2 ** 31)],
		],
	];
	it.each(rows)("%s", (name, run, right) => {
		expect(run().tolist()).toEqual(right);
		if (name === "the least int32") expect(run().dtype).toBe("int32");
	});
});

describe("a number that a tensor's dtype cannot hold is refused:", () => {
	const rows: [string, () => unknown, RegExp][] = [
		[
			"maskedFill",
			() => ints().maskedFill(mask(), Number.NEGATIVE_INFINITY),
			/^maskedFill: the value -Infinity in a tensor of dtype int32, which holds -2147483648 to 2147483647; use a float dtype/,
		],
		[
			"indexFill",
			() => ints().indexFill(0, [0], 1e10),
			/^indexFill: the value 10000000000 in a tensor of dtype int32/,
		],
		[
			"fill_",
			() => ints().fill_(Number.NaN),
			/^fill_: the value NaN in a tensor of dtype int32/,
		],
		[
			"fill_ of bytes",
			() => bytes().fill_(256),
			/^fill_: the value 256 in a tensor of dtype uint8, which holds -255 to 255/,
		],
		[
			"full",
			() => full([1], 3e9, { dtype: "int32" }),
			/^full: the value 3000000000/,
		],
		[
			"fullLike",
			() => fullLike(bytes(), 300),
			/^full: the value 300|^fullLike: the value 300/,
		],
		[
			"tensor",
			() => tensor([3e9], { dtype: "int32" }),
			/^tensor: the element 3000000000 in a tensor of dtype int32/,
		],
		[
			"tensor of NaN",
			() => tensor([Number.NaN], { dtype: "int32" }),
			/^tensor: the element NaN/,
		],
		[
			"tensor of another typed array",
			() => tensor(new Float64Array([1e10]), { dtype: "int32" }),
			/^tensor: the element 10000000000/,
		],
		[
			"add of bytes",
			() => bytes().add(300),
			/^add: the value 300 in a tensor of dtype uint8/,
		],
		["setAt", () => ints().setAt([0], 1e10), /^setAt: the value 10000000000/],
		["copy_", () => ints().copy_(1e10), /^copy_: the source 10000000000/],
		[
			"add_",
			() => ints().add_(1e10),
			/^add_: a float32 result does not go into a tensor of dtype int32/,
		],
		[
			"arange of small steps",
			() => arange(0, 3, 0.5, { dtype: "int32" }),
			/^arange: a step of 0.5 in dtype int32 is 0/,
		],
	];
	it.each(rows)("%s", (_, run, message) => {
		expect(run).toThrow(message);
	});
	it("negative numbers count from the end of uint8", () => {
		expect(bytes().fill_(-1).tolist()).toEqual([255, 255]);
	});
});

describe("what is no number is refused, never NaN:", () => {
	const x = () => zeros([2]);
	const pick = tensor([true, false]);
	const rows: [() => unknown, RegExp][] = [
		[
			() => x().maskedFill(pick, "-inf" as never),
			/^maskedFill: the value is "-inf"; expected a number/,
		],
		[
			() => x().maskedFill(pick, undefined as never),
			/^maskedFill: the value is undefined/,
		],
		[() => x().fill_(undefined as never), /^fill_: the value is undefined/],
		[
			() => x().fill_({ value: "1" } as never),
			/^fill_: the value is "1"; expected a number/,
		],
		[
			() => x().setAt([0], undefined as never),
			/^setAt: the value is undefined/,
		],
		[
			() => x().setAt([0], null as never),
			/^setAt: expected a tensor, got null/,
		],
		[() => x().newFull([2], "1" as never), /the value is "1"/],
		[
			() => x().normal_({ mean: [0] } as never),
			/^normal_: mean is \[0\]; expected a number/,
		],
		[() => nn.init.normal_(x(), "0" as never), /^normal_: mean is "0"/],
		[() => nn.init.constant_(x(), { val: [1] } as never), /got \[1\]/],
		[() => x().lerp(x(), "1" as never), /^lerp: weight is "1"/],
		[
			() => addcmul(ints(), ints(), ints(), { value: 3n as never }),
			/^addcmul: value is 3n; expected a number/,
		],
		[
			() =>
				new optim.lrScheduler.ExponentialLR(
					new optim.SGD([new nn.Parameter(x())], { lr: 1 }),
					{ gamma: "1" } as never,
				),
			/^ExponentialLR: gamma is "1"/,
		],
		[
			() => x().sum(0, { keepdim: "yes" as never }),
			/^sum: keepdim is "yes"; expected true or false/,
		],
		[
			() => x().sum(0, "yes" as never),
			/^sum: keepdim is "yes"; expected true or false/,
		],
		[
			() => x().add(1, { alpha: "2" as never }),
			/^add: alpha is "2"; expected a number/,
		],
		[
			() => new nn.BatchNorm2d(2, null as never),
			/^BatchNorm2d: eps is null; expected a number/,
		],
	];
	it.each(rows)("%o", (run, message) => {
		expect(run).toThrow(message);
		expect(run).toThrow(/^(?!.*\[object )/);
	});
});

describe("a tensor without dimensions is the number that it holds", () => {
	it("in fill_, where it gets the gradient", () => {
		const s = tensor(3, { dtype: "float32", requiresGrad: true });
		const x = zeros([2, 2]);
		x.fill_(s);
		x.mul(tensor([1, 2]))
			.sum()
			.backward();
		expect(x.tolist()).toEqual([
			[3, 3],
			[3, 3],
		]);
		expect(s.grad?.tolist()).toBe(6);
	});
	it("in full, whose dtype it gives", () => {
		expect(full([2], tensor(3.5)).tolist()).toEqual([3.5, 3.5]);
		expect(full([1], tensor(3, { dtype: "int32" })).dtype).toBe("int32");
		expect(full([1], 3).dtype).toBe("float32");
		expect(() => full([2], ones([1]))).toThrow(/^full: a value of shape \[1\]/);
		expect(() => zeros([2]).fill_(ones([2]))).toThrow(
			/^fill_: a value of shape \[2\]/,
		);
	});
	it("and lists are tensors in setAt", () => {
		const x = zeros([2, 2]);
		x.setAt([0], [1, 2]);
		x.setAt([":", 1], new Float32Array([5, 6]));
		expect(x.tolist()).toEqual([
			[1, 5],
			[0, 6],
		]);
	});
});

describe("integers are integers:", () => {
	const v = () => rand([4]);
	const rows: [() => unknown, RegExp][] = [
		[() => hsplit(v(), [1.5]), /a cut is 1.5; expected an integer/],
		[() => hsplit(v(), tensor([1.5])), /a cut is 1.5; expected an integer/],
		[() => split(v(), [1.5, 2.5]), /1.5/],
		[() => tensorSplit(v(), [Number.NaN]), /a cut is NaN/],
		[() => diag(v(), 0.5), /^diag: offset is 0.5; expected an integer/],
		[() => diagEmbed(v(), 0.5), /^diagEmbed: offset is 0.5/],
		[() => rand([2, 2]).diagonal(0.5), /^diagonal: offset is 0.5/],
		[() => rot90(rand([2, 2]), 0.5), /^rot90: k is 0.5/],
		[() => trilIndices(2, 2, 0.5), /^trilIndices: offset is 0.5/],
		[() => eye(2, 1.5), /^eye: size 1.5/],
	];
	it.each(rows)("%o", (run, message) => {
		expect(run).toThrow(message);
	});
});

describe("a generator's state from elsewhere", () => {
	const draws = (g: Generator) => rand([3], { generator: g }).tolist();
	it("goes on where getState was called", () => {
		const g = new Generator().manualSeed(3);
		draws(g);
		const state = g.getState();
		expect(draws(new Generator().setState(state))).toEqual(draws(g));
	});
	it.each([-4, 625, 2 ** 30])("is refused when its position is %d", (next) => {
		const state = new Generator().manualSeed(1).getState();
		new DataView(state.buffer, state.byteOffset).setInt32(2496, next, true);
		expect(() => new Generator().setState(state)).toThrow(ValueError);
	});
	it("and a generator that is none are refused", () => {
		expect(() => rand([2], { generator: {} as never })).toThrow(
			/generator is \{\}; expected new Generator\(\)/,
		);
		expect(() => new Generator().manualSeed("x" as never)).toThrow(
			/^manualSeed: the seed is "x"; expected an integer/,
		);
	});
});
