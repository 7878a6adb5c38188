/** Modules, parameters and buffers by their paths, and modules that are added by name. */
import { expect, test } from "vitest";
import {
	DTypeError,
	nn,
	ones,
	type Tensor,
	ValueError,
} from "../../src/index.js";

class Net extends nn.Module {
	body = new nn.Sequential(new nn.Linear(2, 3), new nn.BatchNorm1d(3));
	forward(x: Tensor) {
		return this.body(x);
	}
}

test("a path leads to a module, a parameter, a buffer", () => {
	const net = new Net();
	expect(net.getSubmodule("")).toBe(net);
	expect(net.getSubmodule("body.1")).toBe(net.body.at(1));
	expect(net.getParameter("body.0.weight")).toBe(
		(net.body.at(0) as nn.Linear).weight,
	);
	expect(net.getBuffer("body.1.running_mean").shape).toEqual([3]);
});

test("where a path ends is said", () => {
	const net = new Net();
	const rows: readonly [() => unknown, string][] = [
		[() => net.getSubmodule("body.7"), 'Sequential has no "7"; it has 0, 1'],
		[() => net.getSubmodule(3 as never), "getSubmodule: the target is 3"],
		[
			() => net.getParameter("body.0.scale"),
			'getParameter: Linear has no "scale"; it has weight, bias',
		],
		[() => net.getParameter(null as never), "getParameter: the target is null"],
		[() => net.getBuffer("weight"), 'Net has no "weight"; it has none'],
	];
	for (const [call, words] of rows) {
		expect(call).toThrow(ValueError);
		expect(call).toThrow(words);
	}
});

test("addModule makes a field that is found like any other", () => {
	const net = new Net();
	for (let i = 0; i < 2; i++) net.addModule(`extra${i}`, new nn.Linear(1, 1));
	net.registerModule("none", null);
	expect(net.namedChildren().map(([name]) => name)).toEqual([
		"body",
		"extra0",
		"extra1",
	]);
	expect(Object.keys(net.stateDict())).toContain("extra1.bias");
	expect(() => net.addModule("body", new nn.ReLU())).toThrow(ValueError);
	expect(() => net.addModule("a.b", new nn.ReLU())).toThrow(ValueError);
	expect(() => net.addModule("odd", ones([1]) as never)).toThrow(DTypeError);
	expect(() => net.registerModule("odd", 3 as never)).toThrow(
		'registerModule: "odd" is no module; expected an nn.Module',
	);
});
