// Checks what imports what at run time: every arrow between the rooms of docs/architecture.md is named here, and there is
// no cycle of files. Types are free.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Every operation may use these. */
const ground = ["value", "bindings", "memory", "autograd", "ops/engine"];
/** Every module and every function of `nn` may use these. */
const layer = ["value", "ops/engine", "tensor", "nn/module"];

/** A room, and the rooms that its files may import. An arrow that is not here is refused, and so is one that nobody uses. */
const arrows = {
	bindings: ["value"],
	value: [],
	memory: ["value", "bindings"],
	platform: ["value", "bindings"],
	// The engine seeds gradients and reads values for anomalies; accumulating adds through the one path of operations.
	autograd: ["value", "platform", "memory", "ops/engine", "ops/create"],

	"ops/engine": [
		"value",
		"bindings",
		"memory",
		"autograd",
		"ops/create",
		"ops/shape",
	],
	"ops/create": ["value", "bindings", "memory", "ops/engine"],
	"ops/pointwise": [...without("autograd"), "ops/create"],
	"ops/reduce": [
		...without("memory"),
		"platform",
		"ops/create",
		"ops/shape",
		"ops/select",
		"ops/sort",
	],
	"ops/shape": [
		...ground,
		"ops/create",
		"ops/pointwise",
		"ops/reduce",
		"ops/select",
	],
	"ops/select": [
		...without("autograd"),
		"ops/create",
		"ops/shape",
		"ops/pointwise",
	],
	"ops/sort": [
		...without("memory"),
		"ops/create",
		"ops/shape",
		"ops/select",
		"ops/reduce",
	],
	"ops/linalg": [
		...without("autograd"),
		"ops/create",
		"ops/shape",
		"ops/pointwise",
		"ops/reduce",
	],
	"ops/random": [...ground, "ops/create"],
	"ops/nn": [
		...ground,
		"ops/create",
		"ops/pointwise",
		"ops/reduce",
		"ops/select",
	],

	absent: ["value"],
	synonyms: ["value", "ops"],
	tensor: ["value", "memory", "autograd", "ops", "names"],

	"nn/module": [
		"absent",
		"value",
		"autograd",
		"ops/engine",
		"ops/random",
		"tensor",
	],
	"nn/init": ["value", "autograd", "ops/engine", "tensor"],
	"nn/utils": [
		"value",
		"autograd",
		"ops/engine",
		"ops/shape",
		"tensor",
		"nn/module",
	],
	"nn/container": ["value", "ops/engine", "nn/module"],
	"nn/linear": [...layer, "ops/linalg", "ops/shape", "nn/init"],
	"nn/activation": [...layer, "platform", "ops/create", "ops/pointwise"],
	"nn/dropout": [...layer, "ops/create"],
	"nn/conv": [...layer, "ops/nn", "ops/shape", "nn/layout", "nn/linear"],
	"nn/pool": [...layer, "ops/nn"],
	"nn/norm": [...layer, "autograd", "ops/shape"],
	"nn/layout": [...layer, "ops/create", "ops/select", "ops/shape", "nn/conv"],
	"nn/embedding": [
		...layer,
		"autograd",
		"ops/create",
		"ops/nn",
		"ops/select",
		"nn/init",
	],
	"nn/recurrent": [
		...layer,
		"ops/linalg",
		"ops/shape",
		"nn/init",
		"nn/utils",
		"nn/dropout",
	],
	"nn/attention": [
		...layer,
		"ops/linalg",
		"ops/random",
		"ops/shape",
		"nn/init",
		"nn/container",
		"nn/linear",
		"nn/activation",
		"nn/dropout",
		"nn/norm",
	],
	"nn/loss": [
		...layer,
		"ops/create",
		"platform",
		"ops/nn",
		"ops/pointwise",
		"ops/reduce",
		"ops/shape",
		"ops/select",
		"nn/activation",
		"nn/linear",
	],

	/** The calling convention, and the functions and methods that are written from the tables. */
	surface: ["value", "ops/engine"],
	names: [
		"absent",
		"value",
		"autograd",
		"surface",
		"ops",
		"synonyms",
		"tensor",
		"nn",
		"optim",
		"data",
		"distributions",
		"func",
	],

	// What is built on tensors and modules: never on kernels or memory.
	func: [
		"names",
		"value",
		"autograd",
		"ops/create",
		"ops/random",
		"ops/shape",
		"tensor",
		"nn/module",
	],
	"autograd/functional": [
		"value",
		"autograd",
		"ops/create",
		"ops/engine",
		"func",
	],
	optim: [
		"names",
		"value",
		"autograd",
		"ops/engine",
		"ops/nn",
		"ops/pointwise",
		"ops/shape",
		"tensor",
		"nn/module",
		"nn/norm",
		"func",
	],
	data: [
		"names",
		"value",
		"platform",
		"ops/engine",
		"ops/random",
		"ops/shape",
		"tensor",
	],
	distributions: [
		"names",
		"value",
		"autograd",
		"ops/engine",
		"ops/linalg",
		"ops/random",
		"ops/shape",
		"tensor",
		"nn/loss",
	],
	serialize: ["value", "platform", "tensor"],

	// Files that only re-export.
	"nn's entries": ["absent", "nn", "names"],
	"autograd's entries": ["names", "autograd"],
	entry: [
		"absent",
		"value",
		"platform",
		"memory",
		"autograd",
		"ops",
		"names",
		"tensor",
		"nn",
		"optim",
		"func",
		"distributions",
		"serialize",
	],
};

function without(room) {
	return ground.filter((name) => name !== room);
}

/** The room of a file; the first pattern that matches counts. */
const rooms = [
	[/^bindings\//, "bindings"],
	[/^build\/surface\//, "names"],
	[/^src\/nn\/(index\.ts$|entry\/)/, "nn's entries"],
	[/^src\/autograd\/index\.ts$/, "autograd's entries"],
	[/^src\/autograd\/functional/, "autograd/functional"],
	[/^src\/ops\/synonyms\.ts$/, "synonyms"],
	[/^src\/index\.ts$/, "entry"],
	[/^src\/((?:ops|nn)\/[^/]+)\//],
	[/^src\/([^/]+)\//],
];

function roomOf(file) {
	for (const [pattern, name] of rooms) {
		const match = pattern.exec(file);
		if (match) return name ?? match[1];
	}
	return file;
}

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
	Object.entries(metafile.inputs)
		.filter(([file]) => roomOf(file) !== "asc")
		.map(([file, { imports }]) => [file, imports.map(({ path }) => path)]),
);
const problems = [];
const used = new Set();

/** The arrow as it is written in the picture, for its own name or for that of the group, as in "ops". */
function arrowTo(from, to) {
	return arrows[from]?.find(
		(name) =>
			name === to || to.startsWith(`${name}/`) || to === `${name}'s entries`,
	);
}

for (const [file, imports] of graph) {
	const from = roomOf(file);
	if (!(from in arrows)) problems.push(`${file} is in no room of the picture`);
	for (const path of imports) {
		const to = roomOf(path);
		if (to === from) continue;
		const arrow = arrowTo(from, to);
		if (arrow === undefined)
			problems.push(
				`${file} imports ${path}: there is no arrow ${from} -> ${to}`,
			);
		else used.add(`${from} -> ${arrow}`);
	}
}
for (const [from, names] of Object.entries(arrows))
	for (const name of names)
		if (!used.has(`${from} -> ${name}`))
			problems.push(`nobody uses the arrow ${from} -> ${name}`);

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
	`imports: ${graph.size} modules, ${used.size} arrows, ${problems.length} problems\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
