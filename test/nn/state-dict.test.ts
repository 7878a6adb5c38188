import { describe, expect, test } from "vitest";
import {
	nn,
	ones,
	StateDictError,
	type Tensor,
	zeros,
} from "../../src/index.js";

function model(hidden = 3): nn.Sequential {
	return new nn.Sequential(
		new nn.Linear(4, hidden),
		new nn.ReLU(),
		new nn.Linear(hidden, 2),
	);
}

function refusal(call: () => unknown): StateDictError {
	try {
		call();
	} catch (error) {
		if (error instanceof StateDictError) return error;
		throw error;
	}
	throw new Error("nothing was thrown");
}

describe("the state of a module", () => {
	test("has PyTorch's keys in order, detached, sharing the elements", () => {
		const net = model();
		const state = net.stateDict();
		expect(Object.keys(state)).toEqual([
			"0.weight",
			"0.bias",
			"2.weight",
			"2.bias",
		]);
		expect(state["0.weight"]?.requiresGrad).toBe(false);
		state["2.bias"]?.fill_(9);
		expect((net.at(2) as nn.Linear).bias?.tolist()).toEqual([9, 9]);
	});

	test("loads into a module built alike, and is copied", () => {
		const from = model();
		const to = model();
		expect(to.loadStateDict(from.stateDict())).toEqual({
			missingKeys: [],
			unexpectedKeys: [],
		});
		const x = ones([1, 4]);
		expect(to(x).tolist()).toEqual(from(x).tolist());
		(from.at(2) as nn.Linear).bias?.detach().fill_(5);
		expect(to(x).tolist()).not.toEqual(from(x).tolist());
		expect(to.parameters().every((p) => p.requiresGrad)).toBe(true);
	});

	test("is converted to the module's dtype", () => {
		const net = model();
		net.loadStateDict(model().double().stateDict());
		expect(net.parameters().every((p) => p.dtype === "float32")).toBe(true);
	});

	test("with missing, unexpected and mis-shaped keys is refused whole, all of them listed", () => {
		const net = model();
		const before = net.stateDict()["0.weight"]?.clone() as Tensor;
		const { "0.bias": _, ...rest } = model(5).stateDict();
		const error = refusal(() =>
			net.loadStateDict({
				...rest,
				"0.weight": zeros([3, 4]),
				extra: ones([1]),
			}),
		);
		expect(error.message).toContain('missing key "0.bias"');
		expect(error.message).toContain('unexpected key "extra"');
		expect(error.message).toContain(
			'"2.weight" has shape [2, 5] in the dict and [2, 3] in the module',
		);
		expect(net.stateDict()["0.weight"]?.equal(before)).toBe(true);
	});

	test("without strict takes the keys in common and names the rest", () => {
		const net = model();
		const report = net.loadStateDict(
			{ "2.bias": ones([2]), other: ones([1]) },
			{ strict: false },
		);
		expect(report).toEqual({
			missingKeys: ["0.weight", "0.bias", "2.weight"],
			unexpectedKeys: ["other"],
		});
		expect(net.stateDict()["2.bias"]?.tolist()).toEqual([1, 1]);
	});

	test("without strict still refuses another shape", () => {
		const error = refusal(() =>
			model().loadStateDict({ "2.bias": ones([3]) }, { strict: false }),
		);
		expect(error.message).toContain("[3] in the dict and [2] in the module");
	});

	test("refuses values that are not tensors", () => {
		const state = {
			...model().stateDict(),
			"2.bias": { 0: 0 } as unknown as Tensor,
		};
		expect(refusal(() => model().loadStateDict(state)).message).toContain(
			'"2.bias" is not a tensor but object',
		);
	});

	test("holds a loss's weights under PyTorch's names", () => {
		const loss = new nn.BCEWithLogitsLoss({ posWeight: ones([2]) });
		expect(Object.keys(loss.stateDict())).toEqual(["pos_weight"]);
		expect(loss.posWeight?.tolist()).toEqual([1, 1]);
	});
});
