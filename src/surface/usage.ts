/** What a refused call is told: the signature as JavaScript writes it, and the name that was perhaps meant. */
import type { Parameter, Signature } from "./schema.js";

/** `sum(dim = null, keepdim = false, { dtype = null })`; for a function with `input` in front. */
export function usageOf(signature: Signature, isMethod: boolean): string {
	const { name, params, spread } = signature;
	const shown = params.filter(
		(p) => p.type !== "Legacy" && !(isMethod && p.name === "self"),
	);
	const front = shown
		.filter((p) => !p.named)
		.map((p) => (p === params[spread] ? `...${p.name}` : written(p)));
	const named = shown.filter((p) => p.named).map(written);
	if (named.length > 0) front.push(`{ ${named.join(", ")} }`);
	return `${name}(${front.join(", ")})`;
}

function written(parameter: Parameter): string {
	const name = shownName(parameter);
	return parameter.required
		? name
		: `${name} = ${JSON.stringify(parameter.default)}`;
}

/** A function calls the tensor `input`, as PyTorch's do. */
export function shownName({ name }: Parameter): string {
	return name === "self" ? "input" : name;
}

/** `; did you mean "keepdim"?`, or nothing where no parameter's name is near. */
export function nearest(name: string, params: readonly Parameter[]): string {
	let best: string | undefined;
	let least = 3;
	for (const candidate of params.map(shownName)) {
		const steps = stepsBetween(flat(name), flat(candidate));
		if (steps < least && steps < candidate.length) {
			best = candidate;
			least = steps;
		}
	}
	return best === undefined ? "" : `; did you mean "${best}"?`;
}

function flat(name: string): string {
	return name.toLowerCase().replaceAll("_", "");
}

/** Levenshtein's distance, where a beginning or the initials count as half a step. */
function stepsBetween(a: string, b: string): number {
	if (a === b) return 0;
	if (a.length > 1 && (b.startsWith(a) || a.startsWith(b))) return 0.5;
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(
				Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, changed),
			);
		}
		row = next;
	}
	return row[b.length] as number;
}
