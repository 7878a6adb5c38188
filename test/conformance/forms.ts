/** The three ways to write a call, by the product's own signatures: there is no table of them in the tests. */
import * as signatures from "../../build/surface/signatures.js";
import { signaturesOf } from "../../src/surface/bind.js";
import { takes } from "../../src/surface/kinds.js";
import type { Signature } from "../../src/surface/schema.js";
import { camelCase } from "./lookup.js";

type Kwargs = Readonly<Record<string, unknown>>;

/** As PyTorch had the arguments; all by name; or what is required by position and the rest by name, as the docs do. */
export const forms = ["as written", "by name", "in the docs' idiom"] as const;
export type Form = (typeof forms)[number];

let current: Form = "as written";

/** Runs `fn` with all calls in a form. */
export function inForm(form: Form, fn: () => void): void {
	const before = current;
	current = form;
	try {
		fn();
	} finally {
		current = before;
	}
}

/** The arguments of a call of the operation, in the current form. */
export function formed(
	op: string,
	args: readonly unknown[],
	kwargs: Kwargs,
): unknown[] {
	const named = Object.fromEntries(
		Object.entries(kwargs).map(([name, value]) => [camelCase(name), value]),
	);
	const signature = current === "as written" ? undefined : fitting(op, args);
	if (signature === undefined) return withOptions([...args], named);
	const own = op.startsWith("Tensor.") ? 1 : 0;
	const kept = current === "by name" ? own : requiredOf(signature);
	return withOptions(args.slice(0, kept), {
		...Object.fromEntries(
			args
				.map((arg, i) => [signature.params[i], arg] as const)
				.slice(kept)
				// None is what a call means that says nothing.
				.filter(([param, arg]) => arg !== null || param?.required)
				.map(([param, arg]) => [param?.name, arg]),
		),
		...named,
	});
}

function withOptions(front: unknown[], named: Record<string, unknown>) {
	return Object.keys(named).length === 0 ? front : [...front, named];
}

function requiredOf({ params }: Signature): number {
	const end = params.findIndex((p) => !p.required);
	return end === -1 ? params.length : end;
}

/** The overload that the positional arguments are for, if they can be named at all. */
function fitting(op: string, args: readonly unknown[]): Signature | undefined {
	return signaturesOf(textOf(op)).find(
		(signature) =>
			signature.spread === -1 &&
			args.length <= signature.positional &&
			args.every((arg, i) => takes(signature.params[i] as never, arg)),
	);
}

function textOf(op: string): string {
	const path = op.replace(/^torch\.|^Tensor\./, "").split(".");
	const name = path.map(camelCase).join("_");
	const all = signatures as Readonly<Record<string, string>>;
	const own = name === "var" ? "variance" : name;
	return (
		(op.startsWith("Tensor.") ? all[`${own}Method`] : undefined) ??
		all[own] ??
		`${own}()`
	);
}
