// Compares flambeau with its peers. Run by `npm run bench` from the root, which builds and installs what it needs.
import { createRequire } from "node:module";
import { cpus } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { race } from "./measure.mjs";
import { peak } from "./peak.mjs";
import { matmul } from "./rows/matmul.mjs";
import { training } from "./rows/training.mjs";

const require = createRequire(import.meta.url);
const wasm = require.resolve("@tensorflow/tfjs-backend-wasm");
setWasmPaths(`${path.dirname(wasm)}${path.sep}`);
setThreadsCount(1);
await tf.setBackend("wasm");
await tf.ready();

const limit = await peak();
race({ peak: limit.run }); // once for the compiler
const limits = race({ peak: limit.run });
process.stdout.write(
	`${cpus()[0].model}, Node ${process.version}, one thread, float32, medians of interleaved rounds\n` +
		`128-bit multiply-add peak of this core: ${limit.gflops(limits.peak).toFixed(1)} GFLOP/s\n`,
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
	// The limit runs along, so that a busy machine shows in it too.
	const times = race({ ...row.contenders, peak: limit.run });
	const { flambeau, "tfjs-wasm": tfjs } = times;
	return {
		row: row.name,
		unit: row.unit,
		flambeau: row.value(flambeau).toPrecision(4),
		"tfjs-wasm": row.value(tfjs).toPrecision(4),
		ratio: `${(tfjs / flambeau).toFixed(1)}×`,
		"peak GFLOP/s": limit.gflops(times.peak).toFixed(1),
		difference: row.difference.toExponential(1),
	};
});
console.table(table);
