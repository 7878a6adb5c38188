/** Runs cases and counts what became of them. */
import { type Case, type Family, families, readFamily } from "./cases.js";
import { exceptions } from "./exceptions.js";
import { forms, inForm } from "./forms.js";
import { preferringMethods, Unsupported } from "./lookup.js";
import { Mismatch, type Outcome } from "./outcome.js";
import { runModule, runTrain } from "./run-module.js";
import { runOp } from "./run-op.js";
import { runOptim, runSched } from "./run-optim.js";
import { runProgram } from "./run-program.js";
import { runModuleInit, runRandom } from "./run-random.js";

export interface Result {
	readonly test: Case;
	readonly outcome: Outcome;
}

type Kind = Case["kind"];

const runners: {
	readonly [K in Kind]: (test: Extract<Case, { kind: K }>) => void;
} = {
	op: runOp,
	program: runProgram,
	optim: runOptim,
	sched: runSched,
	init: runRandom,
	random: runRandom,
	"module-init": runModuleInit,
	module: runModule,
	train: runTrain,
};

function attempt(test: Case): Outcome {
	try {
		const run = runners[test.kind] as (test: Case) => void;
		for (const form of forms) inForm(form, () => run(test));
		// Once more with x.add(y) for add(x, y): both are public.
		preferringMethods(() => {
			run(test);
			inForm("in the docs' idiom", () => run(test));
		});
		return { status: "passed" };
	} catch (error) {
		if (error instanceof Unsupported)
			return { status: "unsupported", name: error.message };
		const message = error instanceof Error ? describe(error) : String(error);
		return { status: "failed", message };
	}
}

function describe(error: Error): string {
	return error instanceof Mismatch
		? error.message
		: `${error.constructor.name}: ${error.message}`;
}

/** An exception that passes is a failure too: the list must not outlive its reasons. */
export function runCase(test: Case): Outcome {
	const outcome = attempt(test);
	const reason = exceptions[test.id];
	if (reason === undefined) return outcome;
	return outcome.status === "passed"
		? { status: "failed", message: "passes; take it out of exceptions.ts" }
		: { status: "excepted", reason };
}

export function runFamily(family: Family): Result[] {
	return readFamily(family).map((test) => ({ test, outcome: runCase(test) }));
}

export function withStatus<S extends Outcome["status"]>(
	results: readonly Result[],
	status: S,
): { test: Case; outcome: Outcome & { status: S } }[] {
	return results.filter(
		(result): result is { test: Case; outcome: Outcome & { status: S } } =>
			result.outcome.status === status,
	);
}

const columns = ["passed", "failed", "excepted", "unsupported"] as const;

/** Counts per family, as lines of text. */
export function table(
	byFamily: ReadonlyMap<Family, readonly Result[]>,
): string {
	const row = (name: string, cells: readonly (string | number)[]): string =>
		name.padEnd(16) + cells.map((c) => String(c).padStart(12)).join("");
	const counts = (results: readonly Result[]): number[] =>
		columns.map((status) => withStatus(results, status).length);
	const rows = families.flatMap((family) => {
		const results = byFamily.get(family);
		return results === undefined ? [] : [row(family, counts(results))];
	});
	const all = [...byFamily.values()].flat();
	return [row("family", columns), ...rows, row("all", counts(all))].join("\n");
}
