/** The calls that PyTorch's cases record, in a form in which single arguments can be replaced. */
import { empty, nn, ones, type Tensor } from "../../src/index.js";
import { callOperation } from "../conformance/adapters.js";
import type {
	Case,
	Json,
	ModuleCase,
	ModuleInitCase,
} from "../conformance/cases.js";
import { families, readFamily } from "../conformance/cases.js";
import { formed } from "../conformance/forms.js";
import { camelCase, findClass, lastPart } from "../conformance/lookup.js";
import { buildModule } from "../conformance/run-module.js";
import { convert } from "../conformance/values.js";

export interface RecordedCall {
	readonly name: string;
	readonly args: readonly Json[];
	readonly kwargs: Readonly<Record<string, Json>>;
	readonly run: (
		args: readonly unknown[],
		kwargs: Record<string, unknown>,
	) => unknown;
}

type Call = (...inputs: readonly unknown[]) => unknown;

function callsOf(test: Case): RecordedCall[] {
	if (test.raises !== undefined) return [];
	// What is private in PyTorch is not in the library.
	if (test.kind === "op" && lastPart(test.op).startsWith("_")) return [];
	if (test.kind === "op")
		return [
			{
				...test,
				name: test.op,
				run: (args, kwargs) => callOperation(test.op, args, kwargs),
			},
		];
	if (test.kind === "init" || test.kind === "random") {
		const filled = () =>
			test.shape === undefined ? [] : [empty([...test.shape])];
		return [
			{
				...test,
				name: test.op,
				run: (args, kwargs) =>
					callOperation(test.op, [...filled(), ...args], kwargs),
			},
		];
	}
	if (test.kind === "module" || test.kind === "module-init") {
		const { module: name, args, kwargs } = test.module;
		if (
			[...args, ...Object.values(kwargs)].some(
				(arg) => typeof arg === "object" && arg !== null && "module" in arg,
			)
		)
			return [];
		const made = { name, args, kwargs, run: construct.bind(null, test) };
		if (test.kind === "module-init") return [made];
		const call = (inputs: readonly unknown[]) =>
			(buildModule(test.module) as unknown as Call)(...inputs);
		const inputs = test.calls[0]?.inputs ?? [];
		return [
			made,
			{ name: `${name}.forward`, args: inputs, kwargs: {}, run: call },
		];
	}
	if (test.kind === "sched") {
		const { name, kwargs } = test.scheduler;
		if ("schedulers" in kwargs) return [];
		return [{ name, args: [], kwargs, run: (_, k) => schedule(name, k) }];
	}
	if (test.kind !== "optim") return [];
	const { name, kwargs } = test.optimizer;
	return [{ name, args: [], kwargs, run: (_, k) => optimise(name, k) }];
}

/** Makes a module and calls it: some settings are only read then, as in PyTorch. */
function construct(
	test: ModuleCase | ModuleInitCase,
	args: readonly unknown[],
	kwargs: Record<string, unknown>,
): unknown {
	const name = test.module.module;
	const made = new (findClass(name))(...formed(name, args, kwargs));
	if (test.kind === "module-init") return made;
	const inputs = test.calls[0]?.inputs.map((input) => convert(input)) ?? [];
	return (made as (...inputs: readonly unknown[]) => unknown)(...inputs);
}

function schedule(name: string, kwargs: Record<string, unknown>): unknown {
	const optimizer = optimise("torch.optim.SGD", { lr: 0.1, momentum: 0.5 });
	return new (findClass(name))(...formed(name, [optimizer], kwargs));
}

function optimise(name: string, kwargs: Record<string, unknown>): unknown {
	const settings = Object.entries(kwargs).map(([key, value]) => [
		camelCase(key),
		value,
	]);
	const p: Tensor = new nn.Parameter(ones([2]));
	return new (findClass(name))([p], Object.fromEntries(settings));
}

export const recordedCalls = (): RecordedCall[] =>
	families.flatMap((family) => readFamily(family).flatMap(callsOf));

export function convertArgs({
	args,
	kwargs,
}: RecordedCall): [unknown[], Record<string, unknown>] {
	return [
		convert(args) as unknown[],
		Object.fromEntries(Object.entries(kwargs).map(([k, v]) => [k, convert(v)])),
	];
}
