// Checks what imports what at run time: the layers of docs/architecture.md, and that there is no cycle. Types are free.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

// What the files of a folder may import; the first pattern that matches a file counts.
const layers = [
	[/^bindings\//, [/^bindings\//, /^node_modules\/@assemblyscript\/loader\//]],
	[
		/^src\/(errors|quote|dtype|shape|view|collapse|options|scalar-value|spill-limit|spilled)\.ts$/,
		[/^src\/(errors|quote|dtype|shape)\.ts$/],
	],
	[
		/^src\/(storage|generator)\.ts$/,
		[
			/^bindings\/(heap|memory|run)\.ts$/,
			/^src\/(errors|quote|storage|spill-limit|spilled)\.ts$/,
		],
	],
	[
		/^src\/ops\//,
		[
			/^bindings\/run\.ts$/,
			/^src\/ops\//,
			/^src\/autograd\/(anomaly|mode|node)\.ts$/,
			/^src\/[a-z-]+\.ts$/,
		],
	],
	[
		/^src\/(nn|optim|data|serialize)\//,
		[
			/^src\/(nn|optim|func|data|serialize|autograd)\//,
			// A literal may be the first tensor: from-flat.ts makes it.
			/^src\/ops\/(?!literal)/,
			/^src\/(?!storage)[a-z-]+\.ts$/,
			/^node:/,
		],
	],
	[/^src\//, [/^src\//]],
];

const { metafile } = await build({
	entryPoints: ["src/index.ts", "src/data/index.ts"],
	bundle: true,
	write: false,
	metafile: true,
	format: "esm",
	platform: "neutral",
	mainFields: ["module", "main"],
	external: ["node:*"],
	outdir: "build",
	logLevel: "error",
});

const graph = new Map(
	Object.entries(metafile.inputs).map(([file, { imports }]) => [
		file,
		imports.map(({ path }) => path),
	]),
);
const problems = [];

for (const [file, imports] of graph) {
	const allowed = layers.find(([pattern]) => pattern.test(file))?.[1];
	if (allowed === undefined) continue;
	for (const path of imports)
		if (!allowed.some((pattern) => pattern.test(path)))
			problems.push(`${file} imports ${path}, which its layer may not`);
}

const done = new Set();
const path = [];
function visit(file) {
	const at = path.indexOf(file);
	if (at !== -1) {
		problems.push(`cycle: ${[...path.slice(at), file].join(" -> ")}`);
		return;
	}
	if (done.has(file)) return;
	path.push(file);
	for (const next of graph.get(file) ?? []) visit(next);
	path.pop();
	done.add(file);
}
for (const file of graph.keys()) visit(file);

for (const problem of problems) process.stderr.write(`imports: ${problem}\n`);
process.stdout.write(
	`imports: ${graph.size} modules, ${problems.length} problems\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
