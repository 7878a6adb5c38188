/** Methods of modules take PyTorch's keywords, and refuse what is none of what they mean. */
import { describe, expect, test } from "vitest";
import { nn, ValueError, zeros } from "../../src/index.js";

const model = () =>
	new nn.Sequential(new nn.Linear(1, 1), new nn.BatchNorm1d(1));
const names = (list: readonly (readonly [string, unknown])[]) =>
	list.map(([name]) => name);

describe("keywords in the first place", () => {
	test("namedParameters, namedBuffers and namedModules", () => {
		expect(names(model().namedParameters({ recurse: false }))).toEqual([]);
		expect(names(model().namedBuffers({ recurse: false }))).toEqual([]);
		const named = model().namedParameters({ prefix: "net." });
		expect(names(named)).toEqual(names(model().namedParameters("net.")));
		expect(names(model().namedModules({ prefix: "net" }))[0]).toBe("net");
		expect(names(model().namedBuffers({}))).toHaveLength(3);
	});

	test("train and requiresGrad_", () => {
		const net = model();
		net.train({ mode: false });
		expect(net.modules().map((m) => m.training)).toEqual([false, false, false]);
		net.train({});
		expect(net.training).toBe(true);
		net.requiresGrad_({ requiresGrad: false });
		expect(net.parameters().some((p) => p.requiresGrad)).toBe(false);
	});

	test.each([
		["prefix", () => model().namedParameters(1 as never)],
		["prefix", () => model().namedModules(null as never)],
		["recurse", () => model().namedParameters({ recurse: "no" as never })],
		["mode", () => model().train("eval" as never)],
		["mode", () => model().train({ mode: 1 as never })],
		["requiresGrad", () => model().requiresGrad_(0 as never)],
	] as const)("a %s that is none is refused", (word, call) => {
		expect(call).toThrow(ValueError);
		expect(call).toThrow(word);
	});
});

describe("a state dict that went through JSON", () => {
	const through = (net: nn.Module) =>
		JSON.parse(JSON.stringify(net.stateDict()));

	test("is restored, numbers of rank 0 as well", () => {
		const from = model();
		from.forward(zeros([3, 1]).add(2));
		const to = model();
		to.loadStateDict(through(from));
		expect(through(to)).toEqual(through(from));
	});

	test("is refused whole where it does not fit", () => {
		const net = model();
		const before = through(net);
		for (const wrong of [
			[[1, 2]],
			[["x"]],
			[[null]],
			"1",
			null,
			{},
			[1, [2]],
		]) {
			const dict = { ...before, "0.weight": wrong, "0.bias": [7] };
			expect(() => net.loadStateDict(dict)).toThrow(/"0\.weight"/);
			expect(through(net)).toEqual(before);
		}
	});
});
