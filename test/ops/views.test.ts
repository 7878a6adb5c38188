/** Which operations look at the same elements, and how they are picked. */
import { describe, expect, test } from "vitest";
import {
	arange,
	IndexError,
	ShapeError,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";

const grid = () => arange(12).reshape([3, 4]);

describe("a view", () => {
	const views: [string, (x: Tensor) => Tensor][] = [
		["reshape", (x) => x.reshape([4, 3])],
		["view", (x) => x.view([2, 6])],
		["flatten", (x) => x.flatten()],
		["transpose", (x) => x.transpose(0, 1)],
		["t", (x) => x.t()],
		["T", (x) => x.T],
		["mT", (x) => x.mT],
		["permute", (x) => x.permute([1, 0])],
		["unsqueeze", (x) => x.unsqueeze(1)],
		["squeeze", (x) => x.squeeze()],
		["narrow", (x) => x.narrow(0, 0, 2)],
		["select", (x) => x.select(0, 0)],
		["diagonal", (x) => x.diagonal()],
		["expand", (x) => x.expand([2, 3, 4])],
		["unfold", (x) => x.unfold(1, 2, 1)],
		["split", (x) => x.split(2)[0] as Tensor],
		["chunk", (x) => x.chunk(2)[0] as Tensor],
		["unbind", (x) => x.unbind()[0] as Tensor],
		["at with a position", (x) => x.at(0)],
		["at with slices", (x) => x.at("::2", "0:")],
		["at with null", (x) => x.at(null, 0)],
		["detach", (x) => x.detach()],
		["data", (x) => x.data],
	];
	test.each(views)("by %s shows what its base becomes", (_, look) => {
		const x = grid();
		const view = look(x);
		expect(view.toTypedArray()[0]).toBe(0);
		x.select(0, 0).fill_(99);
		expect(view.toTypedArray()[0]).toBe(99);
	});

	const copies: [string, (x: Tensor) => Tensor][] = [
		["clone", (x) => x.clone()],
		[
			"reshape where the layout does not permit a view",
			(x) => x.t().reshape([12]),
		],
		["contiguous of a transposed tensor", (x) => x.t().contiguous()],
		["at with positions in an array", (x) => x.at([0, 1])],
		["at with an index tensor", (x) => x.at(tensor([0, 1]))],
		["at with a mask", (x) => x.at(x.ge(0))],
		["indexSelect", (x) => x.indexSelect(0, [0, 1])],
		["flip", (x) => x.flip([0]).flip([0])],
		["repeat", (x) => x.repeat([1, 1])],
		["to another dtype", (x) => x.float()],
	];
	test.each(copies)("%s is none", (_, copy) => {
		const x = grid();
		const other = copy(x);
		x.fill_(99);
		expect(other.toTypedArray()[0]).toBe(0);
	});

	test("is what contiguous and to give where nothing is to be done", () => {
		const x = grid();
		expect(x.contiguous()).toBe(x);
		expect(x.to("int32")).toBe(x);
	});

	test("of a transposed tensor exists only where strides can say it", () => {
		const x = grid().t();
		expect(() => x.view([12])).toThrow(ShapeError);
		expect(() => x.view([12])).toThrow(/view.*strides \[1, 4\].*reshape/);
		expect(x.view([2, 2, 3]).tolist()).toEqual(x.reshape([2, 2, 3]).tolist());
	});

	test("tells its layout", () => {
		const x = grid();
		expect([x.stride(), x.t().stride()]).toEqual([
			[4, 1],
			[1, 4],
		]);
		expect([x.isContiguous(), x.t().isContiguous()]).toEqual([true, false]);
		expect(zeros([0, 3]).t().isContiguous()).toBe(true);
	});
});

describe("at", () => {
	const x = arange(24).reshape([2, 3, 4]);
	const cases: [string, Tensor, unknown][] = [
		["a position", x.at(1, 0), [12, 13, 14, 15]],
		["a negative position", x.at(-1, -1, -1), 23],
		[
			"a slice",
			x.at(0, "1:"),
			[
				[4, 5, 6, 7],
				[8, 9, 10, 11],
			],
		],
		["a slice with a step", x.at(0, 0, "::2"), [0, 2]],
		["a slice with a negative end", x.at(0, 0, ":-1"), [0, 1, 2]],
		["a slice past the end", x.at(0, 0, "2:100"), [2, 3]],
		["an empty slice", x.at(0, 0, "3:1"), []],
		[
			"an ellipsis",
			x.at("...", 0),
			[
				[0, 4, 8],
				[12, 16, 20],
			],
		],
		["a new dimension", x.at(0, 0, null, "1:2"), [[1]]],
		["positions in an array", x.at(0, [2, 0], 1), [9, 1]],
		["negative positions", x.at(0, 0, tensor([-1, -4])), [3, 0]],
		[
			"a mask over two dimensions",
			x.at(x.at("...", 0).gt(10)),
			[
				[12, 13, 14, 15],
				[16, 17, 18, 19],
				[20, 21, 22, 23],
			],
		],
		["booleans in an array", x.at(0, [true, false, true], 0), [0, 8]],
		[
			"two index tensors that broadcast",
			x.at(0, tensor([[0], [2]]), tensor([1, 3])),
			[
				[1, 3],
				[9, 11],
			],
		],
		[
			"index tensors apart, which go first",
			x.at([0, 1], ":", [0, 1]),
			[
				[0, 4, 8],
				[13, 17, 21],
			],
		],
		["true, which adds a dimension", x.at(0, 0, 0, true), [0]],
		["an empty array", x.at(0, 0, tensor([], { dtype: "int32" })), []],
	];
	test.each(cases)("takes %s", (_, found, expected) => {
		expect(found.tolist()).toEqual(expected);
	});

	const wrong: [string, () => unknown, RegExp][] = [
		[
			"a position out of range",
			() => x.at(2),
			/index 2 .*size 2; expected -2 to 1/,
		],
		["too many indices", () => x.at(0, 0, 0, 0), /4 indices.*\[2, 3, 4\]/],
		["two ellipses", () => x.at("...", "..."), /more than one/],
		[
			"an index tensor out of range",
			() => x.at(0, [3]),
			/index 3 at position 0.*size 3/,
		],
		[
			"a mask of another shape",
			() => x.at(tensor([true])),
			/mask of shape \[1\]/,
		],
		["text that is no slice", () => x.at("a:b"), /cannot read/],
		["half a position", () => x.at(0.5), /0\.5/],
	];
	test.each(wrong)("refuses %s", (_, call, message) => {
		expect(call).toThrow(IndexError);
		expect(call).toThrow(message);
	});

	test("refuses a step backwards", () => {
		expect(() => x.at("::-1")).toThrow(ValueError);
	});
});

describe("setAt", () => {
	const cases: [string, (x: Tensor) => void, number[][]][] = [
		[
			"a position",
			(x) => x.setAt([0], 9),
			[
				[9, 9, 9],
				[0, 0, 0],
			],
		],
		[
			"an element",
			(x) => x.setAt([1, -1], 9),
			[
				[0, 0, 0],
				[0, 0, 9],
			],
		],
		[
			"a slice, with a row",
			(x) => x.setAt([":", "1:"], tensor([1, 2])),
			[
				[0, 1, 2],
				[0, 1, 2],
			],
		],
		[
			"positions",
			(x) =>
				x.setAt(
					[":", [2, 0]],
					tensor([
						[1, 2],
						[3, 4],
					]),
				),
			[
				[2, 0, 1],
				[4, 0, 3],
			],
		],
		[
			"a mask",
			(x) =>
				x.setAt(
					[
						tensor([
							[true, false, true],
							[false, true, false],
						]),
					],
					5,
				),
			[
				[5, 0, 5],
				[0, 5, 0],
			],
		],
		[
			"a mask, with values",
			(x) => x.setAt([tensor([true, false])], tensor([7, 8, 9])),
			[
				[7, 8, 9],
				[0, 0, 0],
			],
		],
		[
			"pairs of positions",
			(x) =>
				x.setAt(
					[
						[0, 1],
						[1, 2],
					],
					tensor([3, 4]),
				),
			[
				[0, 3, 0],
				[0, 0, 4],
			],
		],
		[
			"an ellipsis",
			(x) => x.setAt(["...", 1], 6),
			[
				[0, 6, 0],
				[0, 6, 0],
			],
		],
		[
			"nothing",
			(x) => x.setAt([tensor([false, false])], 6),
			[
				[0, 0, 0],
				[0, 0, 0],
			],
		],
		[
			"a transposed view",
			(x) => x.t().setAt([0], tensor([1, 2])),
			[
				[1, 0, 0],
				[2, 0, 0],
			],
		],
	];
	test.each(cases)("writes to %s", (_, change, expected) => {
		const x = zeros([2, 3]);
		change(x);
		expect(x.tolist()).toEqual(expected);
	});

	test("casts the value and gives the tensor", () => {
		const x = zeros([2], { dtype: "int32" });
		expect(x.setAt([0], 2.9)).toBe(x);
		expect(x.tolist()).toEqual([2, 0]);
	});

	test("refuses a value that does not fit and changes nothing", () => {
		const x = zeros([2, 3]);
		expect(() => x.setAt([0], tensor([1, 2]))).toThrow(ShapeError);
		expect(() => x.setAt([[0, 5]], 1)).toThrow(IndexError);
		expect(x.sum().item()).toBe(0);
	});
});
