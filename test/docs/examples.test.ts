/** Every `@example` of the sources and every one that is written from the tables runs, and gives what its comment says. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import * as data from "../../src/data/index.js";
import * as library from "../../src/index.js";

const { manualSeed, nn, ones, optim, randn, Tensor, tensor } = library;
const source = fileURLToPath(new URL("../../src/", import.meta.url));

interface Example {
	readonly name: string;
	readonly code: string;
}

const tables = fileURLToPath(new URL("../../build/surface/", import.meta.url));

/** Each example once: the overloads of a function have the same. */
const examples = [source, tables]
	.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: "utf8" })
			.filter((path) => path.endsWith(".ts"))
			.flatMap((path) => examplesOf(path, readFileSync(folder + path, "utf8"))),
	)
	.filter(({ code }, i, all) => all.findIndex((e) => e.code === code) === i);

function examplesOf(path: string, text: string): Example[] {
	return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
		const line = text.slice(0, comment.index).split("\n").length;
		const lines = comment[0]
			.replace(/\s*\*\/$/, "")
			.replaceAll(/^[\t ]*\/?\*+ ?/gm, "");
		return [...lines.matchAll(/@example\b([\s\S]*?)(?=\n@|$(?![\s\S]))/g)].map(
			(found) => ({
				name: `${path}:${line}`,
				code: (found[1] as string).trim(),
			}),
		);
	});
}

/** What examples take for granted. */
function surroundings(): Record<string, unknown> {
	manualSeed(0);
	const model = new nn.Sequential(new nn.Linear(4, 3), new nn.ReLU());
	const labels = tensor([0, 1, 2, 0, 1, 2]);
	const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
	return {
		...library,
		...data,
		...library.autograd,
		...fileSystem(),
		variance: library.var,
		x: randn([2, 4]),
		layer: new nn.Linear(4, 3),
		seen: [],
		dataset: new data.TensorDataset(randn([6, 4]), labels),
		images: idxBytes([2, 28, 28]),
		labels: idxBytes([2]),
		model,
		optimizer,
		loss: model(ones([2, 4])).sum(),
	};
}

/** Files are kept in memory; test/serialize writes real ones. */
function fileSystem() {
	const files = new Map<string, Uint8Array>();
	files.set("train-images-idx3-ubyte.gz", gzipSync(idxBytes([2, 28, 28])));
	return {
		readFileSync: (name: string) => files.get(name),
		writeFileSync: (name: string, bytes: Uint8Array) => files.set(name, bytes),
		save: (checkpoint: unknown, path: string) =>
			files.set(path, library.saveBytes(checkpoint)),
		load: (source: string | Uint8Array) =>
			library.load(files.get(source as string) ?? (source as Uint8Array)),
	};
}

/** A file of zeros in the format of MNIST. */
function idxBytes(shape: readonly number[]): Uint8Array {
	const sizes = shape.flatMap((size) => [0, 0, size >> 8, size & 255]);
	const body = new Array(shape.reduce((a, b) => a * b, 1)).fill(0);
	return Uint8Array.from([0, 0, 8, shape.length, ...sizes, ...body]);
}

/** Statements that end in a comment are handed to `check` with it. */
function instrumented(code: string): string {
	return code.replaceAll(
		/^(.*; )?((?!const |let |import |class |return |for )[^;\n]+); *\/\/ (.+)$/gm,
		(_, before = "", expression, comment) =>
			`${before}check(${expression}, ${JSON.stringify(comment)});`,
	);
}

function plain(value: unknown): unknown {
	if (value instanceof Tensor) return value.tolist();
	if (Array.isArray(value)) return value.map(plain);
	return ArrayBuffer.isView(value) ? Array.from(value as never) : value;
}

function check(value: unknown, comment: string): void {
	if (typeof value === "string" || /^tensor\(/.test(comment)) {
		expect(String(value)).toBe(comment.replaceAll(/^"|"$/g, ""));
		return;
	}
	const wanted = parsed(comment);
	if (wanted === undefined) return;
	// A tensor's comment may be its elements or its shape.
	if (value instanceof Tensor && String(value.shape) === String(wanted)) return;
	expect(rounded(plain(value))).toEqual(rounded(wanted));
}

/** The comment's value, or undefined for words. */
function parsed(comment: string): unknown {
	try {
		return JSON.parse(comment);
	} catch {
		return undefined;
	}
}

function rounded(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rounded);
	return typeof value === "number" ? Number(value.toFixed(4)) + 0 : value;
}

const AsyncFunction = (async () => {}).constructor as new (
	...parts: string[]
) => (...args: unknown[]) => Promise<void>;

/** What is written for each name of a generated file: all of its docstrings, of which an editor shows one at a time. */
function documented(text: string): Map<string, string[]> {
	const found = new Map<string, string[]>();
	const member =
		/((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?)^(?:export (?:function|const) |\t)([A-Za-z_]\w*)(?=[<(:]| =)/gm;
	for (const [, doc, name] of text.matchAll(member))
		found.set(name as string, [
			...(found.get(name as string) ?? []),
			doc as string,
		]);
	return found;
}

describe("every name that is written from the tables has an example", () => {
	const written = readdirSync(tables).filter(
		(file) => !/^(aliases|signatures)\./.test(file),
	);
	test.each(written)("%s", (file) => {
		const names = documented(readFileSync(tables + file, "utf8"));
		expect(names.size).toBeGreaterThan(0);
		const without = [...names]
			.filter(([, docs]) => !/@example|@deprecated/.test(docs.join("")))
			.map(([name]) => name)
			.filter((name) => !/^(if|return|const|for)$/.test(name));
		expect(without).toEqual([]);
	});
});

describe("the examples of the docstrings", () => {
	test("are found", () => {
		expect(examples.length).toBeGreaterThan(700);
	});

	test.each(examples)("$name runs: $code", async ({ code }) => {
		const js = transformSync(instrumented(code), { loader: "ts" }).code;
		// Sloppy mode: a with statement gives names that an example may declare again.
		const run = new AsyncFunction("scope", "check", `with (scope) {{ ${js} }}`);
		const scope = surroundings();
		await run.call(new nn.Identity(), scope, check);
	});
});
