// Writes what a name of the tables becomes: a signature, a method, a function.
import { overloadsOf } from "./overloads.mjs";

/** JavaScript has keywords that PyTorch has names for. */
const reserved = { var: "variance" };

export function identifier(entry) {
	const own = reserved[entry.name] ?? entry.name;
	const name = entry.flags.has("method") ? `${own}Method` : own;
	return entry.space === ""
		? name
		: `${entry.space.replaceAll(".", "_")}_${name}`;
}

export function signaturesOf(entries) {
	return entries
		.map(
			(entry) =>
				`export const ${identifier(entry)} =\n\t${JSON.stringify(entry.rows.map((row) => row.text).join("\n"))};`,
		)
		.join("\n");
}

const isMethod = ({ rows, space, flags }) =>
	space === "" &&
	!flags.has("function") &&
	rows.some((row) => row.signature.params[0]?.name === "self");

const isClass = ({ rows }) => rows[0].text.startsWith("new ");

/** The class as it is exported: it binds its arguments, and its type says in how many ways. */
function classOf(entry) {
	const { name, rows, home, generics = "", doc } = entry;
	const [row] = rows;
	const own = `${home}.${name}`;
	const names = generics
		.replace(/ extends [^,>]+/g, "")
		.replace(/ = [^,>]+/g, "");
	const list = row.signature.params.map(
		({ name: param, type }) =>
			`${type === "Legacy" || type === "False" || row.flags.has(`ignores-${param}`) ? "_" : ""}${safe(param)}: any`,
	);
	const inputs = row.returns.slice(1, -1).split(", ").filter(Boolean).length;
	const lines = overloadsOf(
		{ name: "new", rows: [{ ...row, returns: own }] },
		false,
	);
	return `${docOf({ doc }, "")}export const ${name} = /* @__PURE__ */ bindClass(
	${own},
	S.${identifier(entry)},
	(${list.join(", ")}) => argsOf<typeof ${own}>${row.call},
	${inputs === 0 ? "undefined" : inputs},
) as typeof ${own} & {
	${lines.map((line) => line.replace(/^new/, "new ")).join("\n\t")}
};
export type ${name}${generics} = ${own}${names};

`;
}

/** A method of Tensor, or nothing for what is only a function. */
export function methodOf(entry) {
	if (!isMethod(entry)) return "";
	return `${overloadsOf(entry, true)
		.map((line) => `${docOf(entry, "\t")}\t${line}`)
		.join("\n")}\n\t${bodyOf(entry, true).replaceAll("\n", "\n\t")}\n`;
}

/** A function or class, or nothing for what is only a method. */
export function functionOf(entry) {
	if (isClass(entry)) return classOf(entry);
	if (entry.flags.has("method")) return "";
	const name = reserved[entry.name] ?? entry.name;
	const isOwn = name === entry.name;
	const head = `${isOwn ? "export " : ""}function ${name}`;
	const lines = overloadsOf(entry, false).map(
		(line) => `${docOf(entry, "")}${line.replace(/^\w+/, head)}`,
	);
	const body = bodyOf(entry, false).replace(/^\w+/, head);
	const alias = isOwn ? "" : `export { ${name} as ${entry.name} };\n`;
	return `${lines.join("\n")}\n${body}\n${alias}\n`;
}

function docOf({ doc }, indent) {
	const lines = doc.map((line) => line.replace(/^> /, "@example "));
	return lines.length === 0
		? ""
		: `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

/** The usual calls go straight to the implementation; whatever else to the binder. */
function bodyOf(entry, asMethod) {
	const { rows } = entry;
	const key = `S.${identifier(entry)}`;
	const count = asMethod ? "$n + 1" : "$n";
	const adapters = `[${rows.map(adapterOf).join(", ")}]`;
	if (rows.some((row) => row.signature.spread >= 0)) {
		const self = asMethod ? "this, " : "";
		return `${entry.name}(...args: any[]): any {\n\tconst $n = args.length;\n${quickSpread(entry, asMethod)}\treturn bind(${key}, ${adapters}, ${asMethod}, ${count}, ${self}...args);\n}`;
	}
	const names = placesOf(entry, asMethod);
	const list = names.map((name) => `${name}?: any`).join(", ");
	const all = [...(asMethod ? ["this"] : []), ...names].join(", ");
	return `${entry.name}(${list}): any {\n\tconst $n = arguments.length;\n${quickPaths(rows, names, asMethod)}\treturn bind(${key}, ${adapters}, ${asMethod}, ${count}, ${all});\n}`;
}

/** Names for as many arguments as the longest overload takes by position, and one more for the options. */
function placesOf({ rows }, asMethod) {
	const lists = rows.map(({ signature }) =>
		signature.params
			.filter((p) => !p.named && !(asMethod && p.name === "self"))
			.map(nameOf),
	);
	const longest = lists.reduce((a, b) => (b.length > a.length ? b : a));
	return [...longest, "options"];
}

const nameOf = ({ name }) => (name === "self" ? "input" : safe(name));
const safe = (name) =>
	["var", "default", "function", "new", "in", "this"].includes(name)
		? `${name}_`
		: name;

/** `(self, dim, keepdim) => reduce.sum(self, dim, { keepdim })` */
function adapterOf({ signature, call, flags, text }) {
	const list = signature.params.map(({ name, type }) => {
		if (type === "Legacy" || type === "False") return `_${name}: any`;
		if (new RegExp(`(?<!\\w\\.|\\w)${name}\\b`).test(call))
			return `${safe(name)}: any`;
		if (flags.has(`ignores-${name}`)) return `_${name}: any`;
		throw new Error(
			`${text}: the call takes no ${name}; mark it with [ignores-${name}] if it changes nothing here`,
		);
	});
	// A call that takes the values just so is the implementation itself.
	const names = signature.params.map(({ name }) => name).join(", ");
	if (
		call.endsWith(`(${names})`) &&
		/^[\w.]+\(/.test(call) &&
		!call.slice(0, -names.length - 2).includes("(")
	)
		return call.slice(0, -names.length - 2);
	return `(${list.join(", ")}) => ${call.replace(/(?<=[(, ])var(?=[,)])/g, "var_")}`;
}

function quickSpread(entry, asMethod) {
	const [row] = entry.rows;
	const call = row.call.match(/^([\w.]+)\(self, (\w+)\)$/);
	if (entry.rows.length > 1 || call === null || !asMethod) return "";
	return `\tif ($n === 1 && Array.isArray(args[0])) return ${call[1]}(this as never, args[0] as never);\n`;
}

/** The calls of the docs' idiom: what the implementation takes by position, then perhaps its options as they are. */
function quickPaths(rows, names, asMethod) {
	const [row] = rows;
	const match = /^([\w.]+)\((.*?)(?:(?:, )?\{ ([\w, ]+) \})?\)$/.exec(row.call);
	if (match === null) return "";
	const [, target, list, options] = match;
	const given = list.split(", ").filter(Boolean);
	if (!given.every((name) => /^\w+$/.test(name))) return "";
	const { params } = row.signature;
	let common = 0;
	while (
		common < given.length &&
		params[common] &&
		!params[common].named &&
		params[common].name === given[common]
	)
		common++;
	const fewest = Math.max(params.filter((p) => p.required).length, 0);
	const own = asMethod ? 1 : 0;
	if (own > common) return "";
	const whole = common === given.length;
	const lines = [];
	const at = (k) => (asMethod && k === 0 ? "this" : names[k - own]);
	for (let k = Math.max(fewest, own); k <= common; k++) {
		const args = Array.from({ length: k }, (_, i) => `${at(i)} as never`);
		const last = k > own ? at(k - 1) : undefined;
		const tests = [`$n === ${k - own}`];
		if (rows.length > 1)
			for (let i = own; i < k; i++) tests.push(testOf(params[i], at(i)));
		else if (last !== undefined) tests.push(`!isOptions(${last})`);
		if (tests.includes(undefined)) break;
		if (
			rows.length > 1 &&
			k === own &&
			rows.some(
				(r) =>
					r !== row && r.signature.params.filter((p) => p.required).length < k,
			)
		)
			break;
		lines.push(
			`\tif (${tests.join(" && ")}) return ${target}(${args.join(", ")});`,
		);
		if (options !== undefined && rows.length === 1 && whole && k === common)
			lines.push(
				`\tif ($n === ${k - own + 1} && areOptions(${at(k)}, ${JSON.stringify(options.split(", "))})) return ${target}(${[...args, `${at(k)} as never`].join(", ")});`,
			);
	}
	return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function testOf(param, name) {
	if (param.type === "Tensor") return `isTensor(${name})`;
	if (param.type === "int" || param.type === "float")
		return `typeof ${name} === "number"`;
	return undefined;
}
