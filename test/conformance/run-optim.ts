/** Kinds `optim` and `sched`: optimisers on small problems, and learning rates over time. */
import { noGrad, type Tensor, tensor } from "../../src/index.js";
import type { Json, Named, OptimCase, SchedCase } from "./cases.js";
import { difference, tensorDifference } from "./compare.js";
import { formed } from "./forms.js";
import { camelCase, findClass } from "./lookup.js";
import { mustReject, refuse } from "./outcome.js";
import { runSteps, tensorNamed, type Variables } from "./run-program.js";
import { convert, count, elementsOf } from "./values.js";

export interface Optimizer {
	zeroGrad(): void;
	step(): unknown;
	readonly paramGroups: readonly Record<string, unknown>[];
}

export interface Scheduler {
	step(metric?: number): unknown;
}

/** The settings of an optimiser or a group, under the library's names. */
function settings(kwargs: Readonly<Record<string, Json>>): object {
	return Object.fromEntries(
		Object.entries(kwargs).map(([name, value]) => [
			camelCase(name),
			convert(value),
		]),
	);
}

export function makeOptimizer(
	name: string,
	params: readonly unknown[],
	kwargs: Readonly<Record<string, Json>>,
): Optimizer {
	const Class = findClass(name);
	return new Class(params, settings(kwargs)) as Optimizer;
}

export function makeScheduler(
	{ name, kwargs }: Named,
	optimizer: Optimizer,
): Scheduler {
	const Class = findClass(name);
	const { schedulers, ...rest } = kwargs;
	const values = Object.fromEntries(
		Object.entries(rest).map(([key, value]) => [key, convert(value)]),
	);
	const inner = (schedulers as unknown as readonly Named[] | undefined)?.map(
		(one) => makeScheduler(one, optimizer),
	);
	const front = inner === undefined ? [optimizer] : [optimizer, inner];
	return new Class(...formed(name, front, values)) as Scheduler;
}

export function runOptim(test: OptimCase): void {
	const variables: Variables = new Map();
	for (const [name, value] of Object.entries({
		...test.params,
		...test.program?.inputs,
	}))
		variables.set(name, convert(value));
	const params = Object.keys(test.params);
	const make = (): Optimizer =>
		makeOptimizer(
			test.optimizer.name,
			test.optimizer.groups.map(({ params: names, ...own }) => ({
				params: names.map((name) => tensorNamed(name, variables)),
				...settings(own as Record<string, Json>),
			})),
			test.optimizer.kwargs,
		);
	if (test.raises !== undefined) {
		mustReject(make);
		return;
	}
	const optimizer = make();
	const losses: number[] = [];
	for (let i = 0; i < test.steps; i++) {
		losses.push(setGradients(test, i, optimizer, variables));
		optimizer.step();
		for (const name of params) checkStep(test, name, i, variables);
	}
	if (test.expect.losses !== undefined)
		refuse(
			tensorDifference(
				tensor(Float32Array.from(losses)),
				test.expect.losses.tensor,
				{ tolerance: test.tol },
				"losses",
			),
		);
}

/** Gradients of step `i`, given or computed; the loss if there is one. */
function setGradients(
	test: OptimCase,
	i: number,
	optimizer: Optimizer,
	variables: Variables,
): number {
	optimizer.zeroGrad();
	if (test.program !== undefined) {
		runSteps(test.program.steps, variables);
		const loss = tensorNamed(test.program.loss, variables);
		loss.backward();
		return loss.item();
	}
	for (const [name, gradients] of Object.entries(test.grads ?? {}))
		tensorNamed(name, variables).grad = convert(
			gradients[i] ?? null,
		) as Tensor | null;
	return 0;
}

/** Compares a parameter with row `i` of its trajectory. */
function checkStep(
	test: OptimCase,
	name: string,
	i: number,
	variables: Variables,
): void {
	const { tensor: whole } = test.expect.trajectory[name] as {
		tensor: Parameters<typeof elementsOf>[0];
	};
	const shape = whole.shape.slice(1);
	const size = count(shape);
	const row = elementsOf(whole).slice(i * size, (i + 1) * size);
	refuse(
		tensorDifference(
			tensorNamed(name, variables),
			{ shape, dtype: whole.dtype, data: [...row] },
			{ tolerance: test.tol },
			`${name} after step ${i}`,
		),
	);
}

export function runSched(test: SchedCase): void {
	const groups = test.optimizer.lrs.map((lr) => ({
		params: [tensor([0.5], { requiresGrad: true })],
		lr,
	}));
	const { name, kwargs } = test.optimizer;
	const make = (): [Optimizer, Scheduler] => {
		const optimizer = makeOptimizer(name, groups, {
			lr: test.optimizer.lrs[0] as number,
			...kwargs,
		});
		return [optimizer, makeScheduler(test.scheduler, optimizer)];
	};
	if (test.raises !== undefined) {
		mustReject(make);
		return;
	}
	const [optimizer, scheduler] = make();
	for (const [i, lrs] of test.expect.lrs.entries()) {
		if (i > 0) {
			optimizer.step();
			scheduler.step(test.metrics?.[i - 1]);
		}
		const read = (key: string): unknown[] =>
			optimizer.paramGroups.map((group) => group[key]);
		const rules = { tolerance: test.tol };
		refuse(difference(read("lr"), lrs, rules, `lr after ${i} rounds`));
		const momenta = test.expect.momenta?.[i];
		if (momenta !== undefined)
			refuse(difference(read("momentum"), momenta, rules, `momentum ${i}`));
	}
}

/** Gives parameters no gradients, as before a new step. */
export function clearGradients(params: Iterable<Tensor>): void {
	noGrad(() => {
		for (const param of params) param.grad = null;
	});
}
