/** Kinds `init`, `module-init` and `random`: only the distribution is fixed. */
import { empty, manualSeed } from "../../src/index.js";
import { callOperation } from "./adapters.js";
import type { ModuleInitCase, RandomCase } from "./cases.js";
import { disagreement } from "./distributions.js";
import { Mismatch, mustReject, refuse } from "./outcome.js";
import { buildModule } from "./run-module.js";
import { convert } from "./values.js";

export function runRandom(test: RandomCase): void {
	manualSeed(0);
	const args = convert(test.args) as unknown[];
	const filled =
		test.shape === undefined
			? []
			: [empty([...test.shape], { dtype: "float32" })];
	const kwargs = Object.fromEntries(
		Object.entries(test.kwargs).map(([name, value]) => [name, convert(value)]),
	);
	const call = (): unknown =>
		callOperation(test.op, [...filled, ...args], kwargs);
	if (test.raises !== undefined) {
		mustReject(call);
		return;
	}
	refuse(disagreement(call(), test.expect));
}

export function runModuleInit(test: ModuleInitCase): void {
	manualSeed(0);
	const state = buildModule(test.module).stateDict();
	for (const [name, expected] of Object.entries(test.expect)) {
		if (state[name] === undefined)
			throw new Mismatch(`there is no ${name} in the state dict`);
		const problem = disagreement(state[name], expected);
		refuse(problem === undefined ? undefined : `${name}: ${problem}`);
	}
}
