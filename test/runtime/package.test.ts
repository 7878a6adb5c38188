import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a program of its own over the built package, and gives what it prints. */
function run(kind: "module" | "commonjs", program: string): string {
	return execFileSync(process.execPath, [`--input-type=${kind}`, "-"], {
		stdio: ["pipe", "pipe", "pipe"],
		input: program,
		cwd: root,
		encoding: "utf8",
	});
}

const train = `
manualSeed(0);
const x = tensor([[0, 0], [0, 1], [1, 0], [1, 1]], { dtype: "float32" });
const y = tensor([0, 1, 1, 0]);
const model = new nn.Sequential(new nn.Linear(2, 4), new nn.Tanh(), new nn.Linear(4, 2));
const optimizer = new optim.Adam(model.parameters(), { lr: 0.1 });
let loss;
for (let epoch = 0; epoch < 100; epoch++)
	for (const [a, b] of new DataLoader(new TensorDataset(x, y), { batchSize: 4 })) {
		optimizer.zeroGrad();
		loss = nn.functional.crossEntropy(model(a), b);
		loss.backward();
		optimizer.step();
	}
console.log(loss.item());
`;

const names = "manualSeed, tensor, nn, optim";
const loaders = "DataLoader, TensorDataset";

test("the package trains XOR when imported, and gives the same bits when required", () => {
	const imported = run(
		"module",
		`import { ${names} } from "flambeau"; import { ${loaders} } from "flambeau/data"; ${train}`,
	);
	const required = run(
		"commonjs",
		`const { ${names} } = require("flambeau"); const { ${loaders} } = require("flambeau/data"); ${train}`,
	);
	expect(Number(imported)).toBeLessThan(0.01);
	expect(required).toBe(imported);
});

test("any function may be the first that is called", () => {
	for (const call of [
		"fl.zeros([1])",
		"fl.randperm(1)",
		"fl.tensor(1)",
		"fl.eye(1)",
		"fl.normal(0, 1)",
		"fl.getRngState().at(0)",
		"fl.trilIndices(1, 1).at(0)",
		"fl.deepcopy(new fl.nn.BatchNorm1d(1)).running_mean",
		"new fl.distributions.Normal(0, 1).sample()",
	])
		expect(
			run(
				"module",
				`import * as fl from "flambeau"; console.log((${call}).numel())`,
			),
		).toBe("1\n");
	expect(() =>
		run("module", `import { relu } from "flambeau"; relu(1)`),
	).toThrow(/DTypeError: relu: expected a tensor, got 1/);
});

test("importing does no work: no memory is made", () => {
	const program = `
		const { Memory } = WebAssembly;
		let made = 0;
		WebAssembly.Memory = class extends Memory { constructor(d) { super(d); made++; } };
		const { ones } = await import("flambeau");
		const before = made;
		ones([1]);
		console.log(before, made);`;
	expect(run("module", program)).toBe("0 1\n");
});

test("the package holds what it needs and nothing else", () => {
	const [{ files, size, unpackedSize }] = JSON.parse(
		execFileSync("npm", ["pack", "--dry-run", "--json", "--silent"], {
			cwd: root,
			encoding: "utf8",
		}),
	) as [{ files: { path: string }[]; size: number; unpackedSize: number }];
	const odd = files
		.map(({ path }) => path)
		.filter(
			(path) =>
				!/^(dist\/.*\.(m?js|d\.[mc]?ts|json|wasm)|README\.md|LICENSE|package\.json|CHANGELOG\.md)$/.test(
					path,
				),
		);
	expect(odd).toEqual([]);
	expect(files.map(({ path }) => path)).toContain("CHANGELOG.md");
	expect(size).toBeLessThan(1e6);
	expect(unpackedSize).toBeLessThan(5.5e6);
	const { dependencies } = createRequire(import.meta.url)(
		"../../package.json",
	) as { dependencies?: object };
	expect(dependencies).toBeUndefined();
});

test("layers and errors keep their names where a bundler shortens names", () => {
	const { outputFiles } = buildSync({
		stdin: {
			contents: `
				import { nn, ones, optim } from "flambeau";
				const stack = new nn.Sequential(new nn.Linear(2, 3), new nn.ModuleList([new nn.Identity()]));
				console.log(String(stack));
				try { new nn.Linear(-1, 2); } catch ({ message }) { console.log(message); }
				console.log(String(new optim.SGD([ones([1])], { lr: 1 })).split(" ")[0]);`,
			resolveDir: root,
		},
		bundle: true,
		minify: true,
		format: "esm",
		platform: "node",
		write: false,
	});
	const printed = run("module", outputFiles[0]?.text ?? "");
	expect(printed).toBe(
		[
			"Sequential(",
			"  (0): Linear(in_features=2, out_features=3, bias=True)",
			"  (1): ModuleList(",
			"    (0): Identity()",
			"  )",
			")",
			"Linear: size -1 in [2, -1]; sizes are integers from 0 to 2^31 - 1",
			"SGD",
			"",
		].join("\n"),
	);
});
