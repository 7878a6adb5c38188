import { binary, operation, unary } from "./functions.js";
import { worstOfBinary, worstOfUnary } from "./measure.js";
import { sums } from "./sums.js";

const PAIRS = 4e6;

const show = (x: number | readonly number[]): string =>
	typeof x === "number"
		? String(Number(x.toPrecision(7)))
		: x.map(show).join(", ");

function rows(stride: number): string[][] {
	const one = Object.entries(unary).map(
		([name, reference]) =>
			[name, worstOfUnary(operation(name), reference, stride)] as const,
	);
	const two = Object.entries(binary).map(
		([name, reference]) =>
			[name, worstOfBinary(operation(name), reference, PAIRS)] as const,
	);
	return [...one, ...two].map(([name, { error, at, count }]) => [
		`\`${name}\``,
		error.toFixed(2),
		show(at),
		count.toLocaleString("en-US"),
	]);
}

function table(head: readonly string[], body: readonly string[][]): string {
	const widths = head.map((h, i) =>
		Math.max(h.length, ...body.map((row) => row[i]?.length ?? 0)),
	);
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, i) => cell.padEnd(widths[i] as number)).join(" | ")} |`;
	const rule = `| ${widths.map((w) => "-".repeat(w)).join(" | ")} |`;
	return [line(head), rule, ...body.map(line)].join("\n");
}

/** The text of docs/accuracy.md, measured at every `stride`-th float. */
export const page = (stride: number): string => `# Accuracy

Made by \`node scripts/accuracy.mjs\`; do not edit.

## Functions

The largest distance from the true value (computed in float64) in units of the last place of float32. Functions of one
argument are measured at one in ${stride} of all 2^32 floats: every exponent, both signs, subnormals, infinities and NaN.
Those of two are measured at random pairs, half of them of any size and half within ±20. Half a unit is correct rounding.

${table(["function", "ulp", "at", "arguments"], rows(stride))}

In float64 the tests hold them within 3 units of the last place of what JavaScript's \`Math\` gives (\`erf\`: 16, of a series).

## Sums

Sums are added in blocks, so that the error grows with the logarithm of the count and not with the count. The table gives
the relative error in float32 against float64.

${table(
	["sum", "relative error"],
	sums().map(([name, error]) => [name, error.toExponential(1)]),
)}
`;
