/** Kinds `module` and `train`: modules from a state dict, and whole training runs. */
import { noGrad, type Tensor, tensor } from "../../src/index.js";
import { callOperation } from "./adapters.js";
import type { Json, ModuleCase, ModuleSpec, TrainCase } from "./cases.js";
import { difference } from "./compare.js";
import { formed } from "./forms.js";
import { findClass } from "./lookup.js";
import { Mismatch, mustReject, refuse } from "./outcome.js";
import { backwardWeighted, checkGradients } from "./run-op.js";
import { clearGradients, makeOptimizer, makeScheduler } from "./run-optim.js";
import { convert } from "./values.js";

export interface Module {
	(...inputs: readonly unknown[]): unknown;
	train(mode?: boolean): unknown;
	stateDict(): Readonly<Record<string, Tensor>>;
	loadStateDict(state: Readonly<Record<string, unknown>>): unknown;
	namedParameters(): Iterable<readonly [string, Tensor]>;
}

export function buildModule(spec: ModuleSpec): Module {
	const Class = findClass(spec.module);
	const argument = (json: Json): unknown =>
		json !== null && typeof json === "object" && "module" in json
			? buildModule(json as unknown as ModuleSpec)
			: convert(json);
	const kwargs = Object.fromEntries(
		Object.entries(spec.kwargs).map(([name, value]) => [name, argument(value)]),
	);
	return new Class(
		...formed(spec.module, spec.args.map(argument), kwargs),
	) as Module;
}

/** The module's own names and shapes must be those of the recorded state, which is then loaded. */
function load(module: Module, state: Readonly<Record<string, Json>>): void {
	const own = Object.entries(module.stateDict()).map(
		([name, value]) => `${name} [${value.shape}]`,
	);
	const values = Object.fromEntries(
		Object.entries(state).map(([name, value]) => [
			name,
			convert(value) as Tensor,
		]),
	);
	const given = Object.entries(values).map(
		([name, value]) => `${name} [${value.shape}]`,
	);
	if (own.join() !== given.join())
		throw new Mismatch(`state dict has ${own}; expected ${given}`);
	module.loadStateDict(values);
}

export function runModule(test: ModuleCase): void {
	const make = (): Module => buildModule(test.module);
	if (test.raises !== undefined) {
		mustReject(make);
		return;
	}
	const module = make();
	load(module, test.state_dict);
	for (const [i, call] of test.calls.entries()) {
		module.train(call.train);
		const parameters = [...module.namedParameters()];
		clearGradients(parameters.map(([, parameter]) => parameter));
		const leaves = new Map<string, Tensor>();
		const inputs = convert(call.inputs, { leaves }, "inputs") as unknown[];
		const out = module(...inputs);
		const expected = test.expect[i] as ModuleCase["expect"][number];
		const rules = { tolerance: test.tol };
		refuse(difference(out, expected.out, rules, `call ${i}: out`));
		if (expected.grads !== undefined) {
			backwardWeighted(out);
			for (const [name, parameter] of parameters)
				leaves.set(`params.${name}`, parameter);
			checkGradients(expected.grads, leaves, test.tol);
		}
		checkState(module, test, expected.state_dict, `call ${i}`);
	}
}

/** What changed must have changed as recorded, and the rest not at all. */
function checkState(
	module: Module,
	test: ModuleCase,
	changed: Readonly<Record<string, Json>>,
	where: string,
): void {
	for (const [name, value] of Object.entries(module.stateDict())) {
		const recorded = changed[name];
		refuse(
			difference(
				value,
				(recorded ?? test.state_dict[name]) as Json,
				{ tolerance: recorded === undefined ? undefined : test.tol },
				`${where}: state ${name}`,
			),
		);
	}
}

export function runTrain(test: TrainCase): void {
	const module = buildModule(test.module);
	load(module, test.state_dict);
	const parameters = [...module.namedParameters()].map(([, value]) => value);
	const optimizer = makeOptimizer(
		test.optimizer.name,
		parameters,
		test.optimizer.kwargs,
	);
	const scheduler =
		test.scheduler === undefined
			? undefined
			: makeScheduler(test.scheduler, optimizer);
	const input = convert(test.input);
	const target = convert(test.target);
	const kwargs = convertAll(test.loss.kwargs);
	const losses: number[] = [];
	module.train();
	for (let i = 0; i < test.steps; i++) {
		optimizer.zeroGrad();
		const loss = callOperation(
			test.loss.op,
			[module(input), target],
			kwargs,
		) as Tensor;
		loss.backward();
		optimizer.step();
		scheduler?.step();
		losses.push(loss.item());
	}
	refuse(
		difference(
			tensor(Float32Array.from(losses)),
			test.expect.losses,
			{ tolerance: test.tol },
			"losses",
		),
	);
	checkTrained(test, module, input);
}

function checkTrained(test: TrainCase, module: Module, input: unknown): void {
	const rules = { tolerance: test.param_tol };
	const state = module.stateDict();
	for (const [name, expected] of Object.entries(test.expect.state_dict))
		refuse(difference(state[name], expected, rules, name));
	module.train(false);
	const output = noGrad(() => module(input));
	refuse(difference(output, test.expect.output, rules, "output"));
}

function convertAll(kwargs: Readonly<Record<string, Json>>) {
	return Object.fromEntries(
		Object.entries(kwargs).map(([name, value]) => [name, convert(value)]),
	);
}
