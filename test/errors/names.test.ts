/** Whatever is called with arguments that do not fit: the error names what was called, not a step inside of it. */
import { describe, expect, test } from "vitest";
import * as fl from "../../src/index.js";
import { oddArguments, oddTensors } from "./odd-arguments.js";

const { FlambeauError, nn, Tensor } = fl;
type Call = (...args: unknown[]) => unknown;

/** These change what later tests find, or write files. */
const GLOBAL = new Set([
	"setDefaultDType",
	"setPrintoptions",
	"manualSeed",
	"save",
]);
const CALLS = 250;

/** The names in errors of `call`, over many arguments. */
function namesFrom(call: Call): Set<string> {
	const names = new Set<string>();
	for (let seed = 0; seed < CALLS; seed++)
		try {
			call(...oddArguments(seed));
		} catch (error) {
			if (!(error instanceof FlambeauError)) continue;
			names.add(error.op);
			expect(error.message.startsWith(`${error.op}: `)).toBe(true);
			expect(error.stack).toContain(error.message);
		}
	return names;
}

const functionsOf = (home: object): [string, Call][] =>
	Object.entries(home).filter(
		([name, value]) =>
			typeof value === "function" &&
			!/^[A-Z]/.test(name) &&
			!GLOBAL.has(name) &&
			!name.startsWith("set"),
	);

describe.each([
	["", fl],
	["nn.functional.", nn.functional],
	["nn.init.", nn.init],
	["nn.utils.rnn.", nn.utils.rnn],
	["linalg.", fl.linalg],
])("%s", (_, home) => {
	test.each(functionsOf(home))("%s names itself", (name, call) => {
		expect([...namesFrom(call)].filter((other) => other !== name)).toEqual([]);
	});
});

function methods(): [string, Call][] {
	const found: [string, Call][] = [];
	for (
		let home = Tensor.prototype as object;
		home !== Object.prototype;
		home = Object.getPrototypeOf(home)
	)
		for (const name of Object.getOwnPropertyNames(home)) {
			const { value } = Object.getOwnPropertyDescriptor(
				home,
				name,
			) as PropertyDescriptor;
			if (typeof value === "function" && !NOT_TRIED.has(name))
				found.push([name, value]);
		}
	return found;
}

/** The last two are the library's own: they set `grad` and choose as `where`, whose names are in the errors. */
const NOT_TRIED = new Set(["constructor", "dispose", "adoptGrad", "choose"]);

test.each(methods())("the method %s names itself", (name, method) => {
	const others = [
		...namesFrom((x, ...args) => {
			const self = x instanceof Tensor ? x : oddTensors()[0];
			return method.call(self, ...args);
		}),
	].filter((other) => other !== name);
	expect(others).toEqual([]);
});

/** Layers inside of a module say their own names. */
const INSIDE: Readonly<Record<string, string>> = {
	ParameterList: "Parameter",
	Transformer: "MultiheadAttention",
	TransformerEncoderLayer: "MultiheadAttention",
	TransformerDecoderLayer: "MultiheadAttention",
};

const classes = Object.entries(nn).filter(
	([name, value]) => /^[A-Z]/.test(name) && typeof value === "function",
) as unknown as [string, new (...args: unknown[]) => object][];

test.each(classes)("the constructor of %s names itself", (name, Class) => {
	const others = [...namesFrom((...args) => new Class(...args))].filter(
		(other) => other !== name && other !== INSIDE[name],
	);
	expect(others).toEqual([]);
});

describe("code of the user inside of a call names itself:", () => {
	const wrong = (..._: readonly unknown[]): fl.Tensor =>
		fl.rand([2, 3] as number[]).matmul(fl.rand([2, 3] as number[]));
	const x = fl.ones([2]);

	class Twice extends fl.autograd.Function {
		static forward(): fl.Tensor {
			return wrong();
		}
		static backward(): null {
			return null;
		}
	}
	class Net extends nn.Module {
		forward(_: fl.Tensor): fl.Tensor {
			return wrong();
		}
	}
	const hooked = () => {
		const leaf = fl.ones([2], { requiresGrad: true });
		leaf.registerHook(wrong);
		leaf.mean().backward();
	};

	test.each<[string, () => unknown]>([
		["vmap", () => fl.func.vmap(wrong)(x)],
		["grad", () => fl.func.grad(wrong)(x)],
		["noGrad", () => fl.noGrad(wrong)],
		["a custom function", () => Twice.apply()],
		["a module in a Sequential", () => new nn.Sequential(new Net())(x)],
		["a hook", hooked],
	])("%s", (_, call) => {
		expect(call).toThrow(/^matmul: /);
	});
});
