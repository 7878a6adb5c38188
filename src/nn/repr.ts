import type { Module } from "./module.js";

/** The module and its children as PyTorch prints them. */
export function describe(module: Module): string {
	const { name } = module.constructor;
	const extra = module.extraRepr();
	const lines = module
		.childEntries()
		.map(([key, child]) => `(${key}): ${indent(describe(child))}`);
	if (lines.length === 0 && !extra.includes("\n")) return `${name}(${extra})`;
	if (extra !== "") lines.unshift(...extra.split("\n"));
	return `${name}(\n${lines.map((line) => `  ${line}\n`).join("")})`;
}

function indent(text: string): string {
	return text.replaceAll("\n", "\n  ");
}

/** A JavaScript value as Python writes it. */
export function pythonic(value: unknown): string {
	if (value === true) return "True";
	if (value === false) return "False";
	if (value === null || value === undefined) return "None";
	if (typeof value === "string") return `'${value}'`;
	if (Array.isArray(value)) {
		const items = value.map(pythonic);
		return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
	}
	return String(value);
}
