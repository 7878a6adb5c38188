/** What `npm run conformance` prints. */
import { type Family, families } from "./cases.js";
import { type Result, runFamily, table, withStatus } from "./run.js";

/** Prints the table and the failures of the families (or of cases whose ids contain a word); true if none failed. */
export function report(args: readonly string[]): boolean {
	const words = args.filter((arg) => !arg.startsWith("--"));
	const isFamily = (word: string): word is Family =>
		(families as readonly string[]).includes(word);
	const chosen = words.filter(isFamily);
	const parts = words.filter((word) => !isFamily(word));
	const byFamily = new Map<Family, Result[]>();
	for (const family of chosen.length > 0 ? chosen : families) {
		const results = runFamily(family).filter(
			({ test }) =>
				parts.length === 0 || parts.some((part) => test.id.includes(part)),
		);
		if (results.length > 0) byFamily.set(family, results);
	}
	const all = [...byFamily.values()].flat();
	for (const { test, outcome } of withStatus(all, "failed"))
		console.log(
			`${test.id}${test.tags ? ` (${test.tags})` : ""}\n    ${outcome.message}`,
		);
	if (args.includes("--unsupported")) printUnsupported(all);
	console.log(table(byFamily));
	return withStatus(all, "failed").length === 0;
}

function printUnsupported(all: readonly Result[]): void {
	const counts = new Map<string, number>();
	for (const { outcome } of withStatus(all, "unsupported"))
		counts.set(outcome.name, (counts.get(outcome.name) ?? 0) + 1);
	console.log([...counts].map(([name, n]) => `${name} (${n})`).join(", "));
}
