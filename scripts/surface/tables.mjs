// Reads the tables: which names there are, how PyTorch writes them, and which call here does it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";

const code = bundled("src/surface/schema.ts");
const { parseSignature } = await import(
	`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
);

function bundled(file) {
	const { outputFiles } = buildSync({
		entryPoints: [file],
		bundle: true,
		write: false,
		format: "esm",
	});
	return outputFiles[0].text;
}

/** All tables: a list of names, each with its overloads, and the import lines of what their calls mention. */
export async function readTables() {
	const entries = [];
	const imports = [];
	for (const file of tableFiles()) {
		const table = readTable(file);
		entries.push(...table.entries);
		imports.push(...table.imports);
	}
	imports.push(importAll("ops_engine_inplace", "src/ops/engine/inplace.ts"));
	imports.push(
		importAll("ops_engine_composite", "src/ops/engine/composite.ts"),
	);
	return {
		entries: entries
			.flatMap(withAliases)
			.flatMap(withOtherSpaces)
			.flatMap(withTwin),
		imports,
	};
}

function tableFiles() {
	return readdirSync("src", { recursive: true })
		.filter((file) => file.endsWith(".table"))
		.map((file) => `src/${file.replaceAll("\\", "/")}`)
		.sort();
}

function readTable(file) {
	const own = file.replace(/\.table$/, ".ts");
	const table = { entries: [], imports: [importAll(aliasOf(own), own)] };
	// Where the functions are that the calls mention: in the file beside the table, or where `use` says.
	const homes = new Map(
		exportsOf(own).map((name) => [name, `${aliasOf(own)}.${name}`]),
	);
	let space = "";
	let entry;
	for (const line of readFileSync(file, "utf8").split("\n")) {
		const at = `${file}: ${line}`;
		if (line.startsWith("//") || line.trim() === "") continue;
		if (line.startsWith("space ")) space = spaceOf(line.slice(6).trim());
		else if (line.startsWith("use ")) {
			const [, name, own = name, from] =
				/^use (\w+)(?: as (\w+))? from (\S+)$/.exec(line) ?? fail(at);
			const path = join(dirname(file), from);
			table.imports.push(importAll(aliasOf(path), path));
			homes.set(own, `${aliasOf(path)}.${name}`);
		} else if (line.startsWith("type ")) {
			const [, name, from] = /^type (\w+) from (\S+)$/.exec(line) ?? fail(at);
			const path = join(dirname(file), from).replace(/\.ts$/, ".js");
			table.imports.push(`import type { ${name} } from "../../${path}";\n`);
		} else if (line.startsWith("\t")) entry.doc.push(line.slice(1));
		else if (line.startsWith("= "))
			entry.rows.at(-1).call = callOf(line.slice(2), homes);
		else if (line.startsWith("also ")) entry.also = line.slice(5).split(", ");
		else if (line.startsWith("in ")) entry.in = line.slice(3).split(", ");
		else if (line.startsWith("<")) entry.generics = line;
		else if (line.startsWith(": "))
			entry.rows.at(-1).method.push(line.slice(2));
		else if (line.startsWith(":: "))
			entry.rows.at(-1).function.push(line.slice(3));
		else {
			const row = rowOf(line, at);
			if (!isOverload(entry, row, space)) {
				entry = {
					name: row.signature.name,
					space,
					rows: [],
					doc: [],
					flags: row.flags,
					home: aliasOf(own),
				};
				table.entries.push(entry);
			}
			entry.rows.push(row);
		}
	}
	for (const entry of table.entries)
		if (entry.rows[0].text.startsWith("new ") && entry.doc.length === 0)
			entry.doc = classDocOf(own, entry.name);
	return table;
}

/** The documentation that stands before a class, line by line. */
function classDocOf(file, name) {
	const [before = ""] = readFileSync(file, "utf8").split(
		new RegExp(`^export (?:abstract )?class ${name}\\b`, "m"),
	);
	const [, text = ""] =
		/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:\/\/[^\n]*\n)*$/.exec(before) ?? [];
	return text
		.split("\n")
		.map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
		.join("\n")
		.trim()
		.split("\n")
		.filter(Boolean);
}

/** A further line of the entry, unless it says anew whether it is a method or a function. */
function isOverload(entry, row, space) {
	return (
		entry?.name === row.signature.name &&
		entry.space === space &&
		!row.flags.has("method") &&
		!row.flags.has("function")
	);
}

function fail(at) {
	throw new Error(`cannot read ${at}`);
}

/** `name(parameters) -> Type [flags]` */
function rowOf(line, at) {
	const [, text, returns = "Tensor", flags = ""] =
		/^((?:new )?\w+\(.*?\)) -> (.+?)(?:\s+\[([\w ,-]+)\])?$/.exec(line) ??
		fail(at);
	return {
		text,
		signature: parseSignature(text),
		returns,
		flags: new Set(flags.split(/[ ,]+/).filter(Boolean)),
		method: [],
		function: [],
	};
}

function callOf(text, homes) {
	return text.replace(
		/(?<![\w.$])(\w+)(?=[(])/g,
		(name) => homes.get(name) ?? name,
	);
}

function aliasOf(file) {
	return file.replace(/^src\/|\.ts$/g, "").replace(/\W/g, "_");
}

function importAll(alias, file) {
	return `import * as ${alias} from "../../${file.replace(/\.ts$/, ".js")}";\n`;
}

function exportsOf(file) {
	const text = readFileSync(file, "utf8");
	return [
		...text.matchAll(
			/^export (?:async |abstract )*(?:function|const|class) (\w+)/gm,
		),
	].map(([, name]) => name);
}

/** The in-place twin of a name that is marked with `twin`: the same parameters, the tensor itself as the result. */
function withTwin(entry) {
	if (!entry.flags.has("twin")) return [entry];
	const name = `${entry.name}_`;
	const rows = entry.rows.map((row) => {
		const { params } = row.signature;
		const operands = params
			.filter((p) => p.name !== "self" && /Tensor|Operand/.test(p.type))
			.map((p) => `, ${p.name}`)
			.join("");
		return {
			...row,
			text: row.text.replace(/^\w+/, (own) => `${own}_`),
			signature: { ...row.signature, name },
			returns: "this",
			method: [],
			call: `ops_engine_inplace.assign("${name}", self, (x) => ${row.call.replace(/\bself\b/g, "x")}${operands})`,
		};
	});
	const twin = {
		name,
		space: entry.space,
		rows,
		doc: [
			`\`${entry.name}\` in place: the tensor itself changes, and is given back.`,
			// The values may be of another dtype than the result of the twin.
			...exampleAs(entry, name).map((line) => line.replace(/; \/\/.*/, ";")),
		],
		flags: new Set(["method"]),
	};
	return [entry, twin];
}

/** PyTorch's other names of an entry: the same call, whose errors say the name that was called. */
function withAliases(entry) {
	return [
		entry,
		...(entry.also ?? []).map((alias) => aliasOfEntry(entry, alias)),
	];
}

/** `torch` is the space of what the package exports by itself. */
const spaceOf = (name) => (name === "torch" ? "" : name);

/** The same in other spaces, `in special as gammaln`; `function` after it makes no method. */
function withOtherSpaces(entry) {
	if (entry.in === undefined || entry.aliasOf !== undefined) return [entry];
	const others = entry.in.map((text) => {
		const [, space, name, only] =
			/^([\w.]+)(?: as (\w+))?( function)?$/.exec(text) ?? fail(text);
		const own = name ? aliasOfEntry(entry, name) : { ...entry };
		const flags = new Set(entry.flags);
		flags.delete("twin");
		if (only) flags.add("function");
		const path = `${entry.space === "" ? "" : `${entry.space}.`}${entry.name}`;
		return {
			...own,
			space: spaceOf(space),
			flags,
			aliasOf: undefined,
			sameAs: path,
			doc: [
				`The same as \`${path}\`.`,
				...(space === "torch"
					? exampleAs(entry, own.name)
					: exampleAs(entry, `${space}.${own.name}`, true)),
			],
		};
	});
	return [entry, ...others];
}

/** The entry's example under another name, as a method or as a function, where it has one that can be so written. */
function exampleAs(entry, name, asFunction = false) {
	const line = entry.doc.find((text) => text.startsWith("> "));
	if (line === undefined) return [];
	const method = new RegExp(`^> (\\w+\\(.*?\\)|\\w+)\\.${entry.name}\\(`);
	const [, owner] = method.exec(line) ?? [];
	const self = owner === entry.space ? undefined : owner;
	if (self !== undefined && !asFunction)
		return [line.replace(`${self}.${entry.name}(`, `${self}.${name}(`)];
	const called = new RegExp(`(?<![\\w.])(${entry.space}\\.)?${entry.name}\\(`);
	if (self === undefined)
		return called.test(line) ? [line.replace(called, `${name}(`)] : [];
	const before = `${self}.${entry.name}(`;
	const rest = line.slice(line.indexOf(before) + before.length);
	return [`> ${name}(${self}${rest.startsWith(")") ? "" : ", "}${rest}`];
}

function aliasOfEntry(entry, alias) {
	const renamed = (text) => text.replace(/^\w+/, alias);
	const { name } = parseSignature(`${alias}()`);
	return {
		...entry,
		name,
		aliasOf: entry.name,
		doc: [
			`PyTorch's other name of \`${entry.name}\`.`,
			...exampleAs(entry, name),
		],
		rows: entry.rows.map((row) => ({
			...row,
			text: renamed(row.text),
			signature: { ...row.signature, name },
			method: row.method.map((text) => text.replace(/^\w+/, name)),
			function: row.function.map((text) => text.replace(/^\w+/, name)),
			call: `ops_engine_composite.named("${name}", () => ${row.call})`,
		})),
	};
}
