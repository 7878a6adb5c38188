import { pause } from "../platform/pause.js";
import { checkIterable, refuseSurplus } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { refuseUnknown } from "../value/keywords.js";
import { isPlainObject } from "../value/options.js";
import { kindOf, quote, say } from "../value/quote.js";

export interface PacedOptions {
	/** Milliseconds of work between two pauses. Default 8: half a frame. */
	readonly budgetMs?: number;
}

/**
 * The batches of a loader with pauses between them, in which a page draws and answers: training on the main thread does not
 * freeze it. Every step runs whole, so that one step is the longest that anybody waits beyond the budget.
 *
 * @param loader a `DataLoader`, or anything that can be iterated
 * @throws ValueError for a budget that is no number of milliseconds, or something that cannot be iterated
 * @example
 * for await (const [x] of paced(new DataLoader(dataset, 2), { budgetMs: 8 })) {
 *   optimizer.zeroGrad();
 *   model(x).sum().backward();
 *   optimizer.step();
 * }
 */
export function paced<Batch>(
	loader: Iterable<Batch> | AsyncIterable<Batch>,
	options: PacedOptions = {},
	...surplus: never[]
): AsyncGenerator<Batch, void, undefined> {
	refuseSurplus("paced", surplus, "a loader, and options");
	const budget = budgetOf(options);
	const isAsync = Symbol.asyncIterator in Object(loader);
	if (!isAsync) checkIterable("paced", "the loader", loader as Iterable<Batch>);
	return withPauses(loader, budget);
}

async function* withPauses<Batch>(
	loader: Iterable<Batch> | AsyncIterable<Batch>,
	budget: number,
): AsyncGenerator<Batch, void, undefined> {
	let began = performance.now();
	for await (const batch of loader) {
		yield batch;
		if (performance.now() - began < budget) continue;
		await pause();
		began = performance.now();
	}
}

function budgetOf(options: PacedOptions): number {
	if (!isPlainObject(options))
		throw new ValueError(
			"paced",
			say`the options are ${kindOf(options)}; expected an object, as in { budgetMs: 8 }`,
		);
	refuseUnknown("paced", options, ["budgetMs"]);
	const { budgetMs = 8 } = options;
	if (typeof budgetMs === "number" && budgetMs >= 0) return budgetMs;
	throw new ValueError(
		"paced",
		say`budgetMs is ${quote(budgetMs)}; expected milliseconds, at least 0`,
	);
}
