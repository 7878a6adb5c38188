/** Kind `program`: several steps over named variables. */
import { noGrad, Tensor } from "../../src/index.js";
import { callOperation } from "./adapters.js";
import type { ProgramCase, Step } from "./cases.js";
import { difference, listOf } from "./compare.js";
import { Mismatch, mustReject, refuse } from "./outcome.js";
import { convert } from "./values.js";

export type Variables = Map<string, unknown>;

export function runProgram(test: ProgramCase): void {
	const variables: Variables = new Map();
	for (const [name, value] of Object.entries(test.inputs))
		variables.set(name, convert(value));
	runSteps(test.steps, variables);
	for (const [what, expected] of Object.entries(test.expect)) {
		const actual = readVariable(what, variables);
		refuse(difference(actual, expected, { tolerance: test.tol }, what));
	}
}

export function tensorNamed(name: string, variables: Variables): Tensor {
	const value = variables.get(name);
	if (value instanceof Tensor) return value;
	throw new Mismatch(`variable ${name} is not a tensor`);
}

/** `y`, `x.grad`, `x.requires_grad` or `x.is_leaf`. */
function readVariable(what: string, variables: Variables): unknown {
	const [name = "", property] = what.split(".");
	if (property === undefined) return variables.get(name);
	const tensor = tensorNamed(name, variables);
	if (property === "grad") return tensor.grad;
	return property === "is_leaf" ? tensor.isLeaf : tensor.requiresGrad;
}

export function runSteps(steps: readonly Step[], variables: Variables): void {
	for (const step of steps) runStep(step, variables);
}

function runStep(step: Step, variables: Variables): void {
	const named = (name: string): Tensor => tensorNamed(name, variables);
	if (step.op !== undefined) runOperation(step, step.op, variables);
	else if (step.backward !== undefined) runBackward(step, variables);
	else if (step.no_grad !== undefined) {
		const inner = step.no_grad;
		noGrad(() => runSteps(inner, variables));
	} else if (step.zero_grad !== undefined) named(step.zero_grad).grad = null;
	else if (step.set_requires_grad !== undefined)
		named(step.set_requires_grad).requiresGrad = step.value ?? true;
	else if (step.retain_grad !== undefined) named(step.retain_grad).retainGrad();
	else if (step.raises !== undefined) {
		const inner = step.raises;
		mustReject(() => runSteps(inner, variables));
	} else throw new Error(`unknown step ${JSON.stringify(step)}`);
}

function runOperation(step: Step, op: string, variables: Variables): void {
	const args = convert(step.args ?? [], { variables }) as unknown[];
	const kwargs = Object.fromEntries(
		Object.entries(step.kwargs ?? {}).map(([name, value]) => [
			name,
			convert(value, { variables }),
		]),
	);
	const result = callOperation(op, args, kwargs);
	if (typeof step.as === "string") variables.set(step.as, result);
	else
		for (const [i, name] of (step.as ?? []).entries())
			variables.set(name, listOf(result)?.[i]);
}

function runBackward(step: Step, variables: Variables): void {
	const target = tensorNamed(step.backward ?? "", variables);
	const gradient = convert(step.gradient ?? null) as Tensor | null;
	target.backward(
		gradient,
		step.retain_graph === undefined ? {} : { retainGraph: step.retain_graph },
	);
}
