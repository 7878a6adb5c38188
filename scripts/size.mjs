// What a program of each kind weighs in a bundle, minified and gzipped, the kernels included: `node scripts/size.mjs`.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import resolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Each with the most KB that it may weigh. */
export const programs = [
	{
		name: "`import { manualSeed }`",
		most: 56,
		code: `import { manualSeed } from "flambeau";
			manualSeed(1);`,
	},
	{
		name: "a tensor and one matmul",
		most: 128,
		code: `import { tensor } from "flambeau";
			console.log(tensor([[1, 2]]).matmul(tensor([[1], [2]])).item());`,
	},
	{
		name: "inference: safetensors into an MLP",
		most: 132,
		code: `import { loadSafetensors, noGrad, ones } from "flambeau";
			import { Linear, ReLU, Sequential } from "flambeau/nn";
			const model = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
			export async function predict(url) {
				model.loadStateDict(loadSafetensors(await (await fetch(url)).arrayBuffer()));
				return noGrad(() => model(ones([1, 784])).tolist());
			}`,
	},
	{
		name: "training: Linear, ReLU, crossEntropy, Adam, DataLoader",
		most: 145,
		code: `import { manualSeed, tensor } from "flambeau";
			import { DataLoader, TensorDataset } from "flambeau/data";
			import { Linear, ReLU, Sequential } from "flambeau/nn";
			import { crossEntropy } from "flambeau/nn/functional";
			import { Adam } from "flambeau/optim";
			manualSeed(0);
			const model = new Sequential(new Linear(2, 4), new ReLU(), new Linear(4, 2));
			const optimizer = new Adam(model.parameters(), { lr: 0.1 });
			for (const [x, y] of new DataLoader(new TensorDataset(tensor([[0, 1]]), tensor([1])))) {
				optimizer.zeroGrad();
				crossEntropy(model(x), y).backward();
				optimizer.step();
			}`,
	},
	{
		name: "examples/gesture: batch norm, 16 units",
		most: 145,
		code: 'export { predict, train } from "./examples/gesture/model.mjs";',
	},
	{
		name: "everything: `import * as`",
		most: 255,
		code: `import * as flambeau from "flambeau";
			import * as data from "flambeau/data";
			console.log(flambeau, data);`,
	},
];

/**
 * KB, of 1,000 bytes, as esbuild and as Rollup bundle it.
 * @param {string} code
 */
export async function sizesOf(code) {
	return {
		esbuild: kilobytes(await withEsbuild(code)),
		rollup: kilobytes(await withRollup(code)),
	};
}

/** @param {string} code */
async function withEsbuild(code) {
	const { outputFiles } = await esbuild.build({
		stdin: { contents: code, resolveDir: root },
		bundle: true,
		minify: true,
		format: "esm",
		write: false,
	});
	return outputFiles[0]?.text ?? "";
}

/** @param {string} code */
async function withRollup(code) {
	/** @type {import("rollup").Plugin} */
	const program = {
		name: "program",
		resolveId: (id) => (id === "program" ? `${root}program.mjs` : null),
		load: (id) => (id === `${root}program.mjs` ? code : null),
	};
	const bundle = await rollup({
		input: "program",
		plugins: [program, resolve({ browser: true })],
		external: /^node:/,
	});
	const { output } = await bundle.generate({ format: "esm" });
	await bundle.close();
	return (await esbuild.transform(output[0].code, { minify: true })).code;
}

/** @param {string} text */
function kilobytes(text) {
	return gzipSync(text, { level: 9 }).length / 1000;
}

/** The table of docs/size.md. */
export async function table() {
	const rows = [
		"| program | esbuild | Rollup | at most |",
		"| --- | --- | --- | --- |",
	];
	for (const { name, most, code } of programs) {
		const { esbuild, rollup } = await sizesOf(code);
		rows.push(
			`| ${name} | ${Math.round(esbuild)} | ${Math.round(rollup)} | ${most} |`,
		);
	}
	return rows.join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	console.log(await table());
