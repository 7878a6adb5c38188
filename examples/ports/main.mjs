// Runs the programs and shows their numbers beside PyTorch's: node examples/ports/main.mjs [name …]
import { compare, sizes } from "./compare.mjs";

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in sizes));
if (unknown !== undefined) {
	console.error(
		`no program "${unknown}"; there are: ${Object.keys(sizes).join(", ")}`,
	);
	process.exit(2);
}

/** @param {number | string} value */
const show = (value) =>
	typeof value === "number" ? value.toPrecision(7) : `"${value.slice(0, 22)}"`;

for (const name of asked.length > 0 ? asked : Object.keys(sizes)) {
	const start = performance.now();
	const rows = await compare(name);
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	console.log(`${name}  (${seconds} s)`);
	for (const { key, count, off, ours, theirs } of rows)
		console.log(
			`  ${key.padEnd(11)} ${String(count).padStart(4)}  last ${show(ours)}, PyTorch's ${show(theirs)}, worst off by ${off.toExponential(0)}`,
		);
}
