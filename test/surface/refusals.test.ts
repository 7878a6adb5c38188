/** Every name of the tables refuses a call that does not fit its signature, and shows the signature. */
import { describe, expect, test } from "vitest";
import * as signatures from "../../build/surface/signatures.js";
import * as data from "../../src/data/index.js";
import * as flambeau from "../../src/index.js";
import {
	ArgumentError,
	linalg,
	nn,
	optim,
	Tensor,
	tensor,
} from "../../src/index.js";
import { signaturesOf } from "../../src/surface/bind.js";
import { usageOf } from "../../src/surface/usage.js";

type Call = (...args: readonly unknown[]) => unknown;
const library: Readonly<Record<string, unknown>> = flambeau;

const homes: readonly [string, object][] = [
	["nn_functional_", nn.functional],
	["nn_init_", nn.init],
	["nn_utils_rnn_", nn.utils.rnn],
	["nn_utils_", nn.utils],
	["linalg_", linalg],
	["special_", flambeau.special],
	["nn_", nn],
	["optim_lrScheduler_", optim.lrScheduler],
	["optim_swaUtils_", optim.swaUtils],
	["optim_", optim],
	["data_datasets_", data.datasets],
	["data_transforms_", data.transforms],
	["data_", data],
	["autograd_functional_", flambeau.autograd.functional],
	["autograd_", flambeau.autograd],
	["func_", flambeau.func],
	["distributions_", flambeau.distributions],
];

/** The function, or the method of a tensor, that a signature is of. */
function callOf(key: string): { call: Call; isMethod: boolean } {
	const home = homes.find(([prefix]) => key.startsWith(prefix));
	if (home !== undefined) {
		const found = home[1][key.slice(home[0].length) as never] as Call;
		const isClass =
			Object.getOwnPropertyDescriptor(found, "prototype")?.writable === false;
		return {
			call: isClass ? (...args) => Reflect.construct(found, args) : found,
			isMethod: false,
		};
	}
	const name = key.replace(/Method$/, "").replace("variance", "var");
	const own = library[name];
	if (own !== undefined && !key.endsWith("Method"))
		return { call: own as Call, isMethod: false };
	const method = Tensor.prototype[name as "add"] as unknown as Call;
	return {
		call: (...args) => method.apply(tensor([[0.5]]), args as never),
		isMethod: true,
	};
}

/** What is not here takes anything: absent.test.ts. */
const taking = Object.entries(signatures).filter(
	([, text]) => !text.includes("*Any args"),
);
const all = taking.map(([key, text]) => {
	const { call, isMethod } = callOf(key);
	const overloads = signaturesOf(text);
	const usage = overloads.map((s) => usageOf(s, isMethod)).join(" or ");
	return { key, call, overloads, usage, own: isMethod ? 1 : 0 };
});

/** The sentence must name the operation and show how it is called. */
function expectRefusal(run: () => unknown, usage: string, reason: RegExp) {
	let error: unknown;
	try {
		run();
	} catch (thrown) {
		error = thrown;
	}
	expect(error).toBeInstanceOf(ArgumentError);
	expect((error as Error).message).toMatch(reason);
	expect((error as Error).message).toContain(usage.slice(0, 100));
}

describe.each(all)("$key", ({ call, overloads, usage, own }) => {
	const [first] = overloads as [(typeof overloads)[0]];

	test("refuses an option of no name that it has", () => {
		expectRefusal(
			() => call({ noSuchOption: 1 }),
			usage,
			/unknown option "noSuchOption"|is missing/,
		);
	});

	if (overloads.every((s) => s.spread === -1))
		test("refuses an argument too many", () => {
			const most = Math.max(...overloads.map((s) => s.positional)) - own;
			const many = Array.from({ length: most + 1 }, () => 1);
			expectRefusal(() => call(...many), usage, /no place for the argument/);
		});

	if (
		overloads.length === 1 &&
		first.spread === -1 &&
		// An object at the place of a Dict is that Dict.
		first.params[own + 1]?.type !== "Dict" &&
		first.params.filter((p) => !p.named).length > own
	)
		test("refuses what is given twice", () => {
			const name = first.params[own]?.name as string;
			const shown = name === "self" ? "input" : name;
			expectRefusal(
				() => call(1, { [shown]: 1 }),
				usage,
				/was given twice: by position and by name/,
			);
		});

	if (overloads.every((s) => s.params.slice(own).some((p) => p.required)))
		test("refuses to be called without what it needs", () => {
			expectRefusal(() => call(), usage, / is missing/);
		});
});
