// Compares flambeau with its peers. Run by `npm run bench` from the root, which builds and installs what it needs.
import { createRequire } from "node:module";
import { cpus } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { race } from "./measure.mjs";
import { matmul } from "./rows/matmul.mjs";
import { training } from "./rows/training.mjs";

const require = createRequire(import.meta.url);
setWasmPaths(
	`${path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}${path.sep}`,
);
setThreadsCount(1);
await tf.setBackend("wasm");
await tf.ready();

process.stdout.write(
	`${cpus()[0].model}, Node ${process.version}, one thread, float32, medians of interleaved rounds\n`,
);
const rows = [
	() => matmul(tf, 512),
	() => training(tf, [24, 16, 3], 16, "Adam"),
	() => training(tf, [784, 128, 10], 64, "Adam"),
	() => training(tf, [784, 128, 64, 10], 64, "Adam"),
	() => training(tf, [784, 128, 64, 10], 64, "SGD"),
];
const table = rows.map((make) => {
	const row = make();
	const times = race(row.contenders);
	const shown = Object.entries(times).map(([name, us]) => [
		name,
		row.value(us).toPrecision(4),
	]);
	return {
		row: row.name,
		unit: row.unit,
		...Object.fromEntries(shown),
		ratio: `${(times["tfjs-wasm"] / times.flambeau).toFixed(1)}×`,
		"largest difference": row.difference.toExponential(1),
	};
});
console.table(table);
