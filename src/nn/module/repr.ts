import { quote } from "../../value/quote.js";
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
		const items = value.map((item) =>
			Array.isArray(item) ? quote(item) : pythonic(item),
		);
		return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
	}
	if (typeof value !== "number") return quote(value);
	return Number.isInteger(value) ? String(value) : float(value);
}

/** A setting that is a float in PyTorch, as Python writes it: 1.0, 0.1, 1e-05. */
export function float(value: number | null): string {
	if (value === null) return "None";
	// Settings are checked where they are used, so a module may be printed with one that is no number.
	if (typeof value !== "number") return quote(value);
	if (!Number.isFinite(value))
		return String(value).toLowerCase().replace("inity", "");
	const [mantissa, exponent] = value.toExponential().split("e") as [
		string,
		string,
	];
	const power = Number(exponent);
	if (power < -4 || power >= 16)
		return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
	return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** One such setting, or several. */
export function floats(value: number | readonly number[]): string {
	return typeof value === "number"
		? float(value)
		: `(${Array.from(value, float).join(", ")})`;
}

/** The settings of an activation, and that it writes over its input if it does. */
export function withInplace(settings: string, inplace: boolean): string {
	if (!inplace) return settings;
	return settings === "" ? "inplace=True" : `${settings}, inplace=True`;
}
