// Writes what a name of the tables becomes: a signature, a method, a function.
import { overloadsOf } from "./overloads.mjs";
import { quickPaths, quickSpread } from "./quick.mjs";

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

/** `<A extends B, C = D<A>>` becomes `<A, C>`. */
function typeNames(generics) {
	let depth = 0;
	const outermost = [...generics].filter((letter) => {
		if (letter === "<") depth++;
		if (letter === ">") depth--;
		return depth === 1 && letter !== "<";
	});
	const names = outermost.join("").split(",");
	return generics && `<${names.map((name) => /\w+/.exec(name)[0]).join(", ")}>`;
}

/** The class as it is exported: it binds its arguments, and its type says in how many ways. */
function classOf(entry) {
	const { name, rows, home, generics = "", doc } = entry;
	const [row] = rows;
	const own = `${home}.${name}`;
	const plain = generics.replace("<const ", "<");
	const names = typeNames(plain);
	const list = row.signature.params.map(
		({ name: param, type }) =>
			`${type === "Legacy" || type === "False" || row.flags.has(`ignores-${param}`) ? "_" : ""}${safe(param)}: any`,
	);
	const inputs = row.returns.slice(1, -1).split(", ").filter(Boolean).length;
	const lines = overloadsOf(
		{ name: "new", generics, rows: [{ ...row, returns: `${own}${names}` }] },
		false,
	);
	const call = row.call.replace(/\{[^{}]*\}/g, "given($&)");
	return `${docOf({ doc }, "")}export const ${name} = /* @__PURE__ */ bindClass(
	${own},
	S.${identifier(entry)},
	(${list.join(", ")}) => argsOf<typeof ${own}>${call},
	${inputs === 0 ? "undefined" : inputs},
) as typeof ${own} & {
	${lines.map((line) => line.replace(/^new/, "new ")).join("\n\t")}
};
export type ${name}${plain} = ${own}${names};

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
	const [own] = entry.rows[0].function;
	if (own?.startsWith("as ")) return typedFunctionOf(entry, own.slice(3));
	const body = bodyOf(entry, false).replace(/^\w+/, head);
	const alias = isOwn ? "" : `export { ${name} as ${entry.name} };\n`;
	return `${lines.join("\n")}\n${body}\n${alias}\n`;
}

/** A function whose types are an interface of its room: what it gives depends on what the function that it takes gives. */
function typedFunctionOf(entry, type) {
	const adapters = `[${entry.rows.map(adapterOf).join(", ")}]`;
	return `${docOf(entry, "")}export const ${entry.name} = function ${entry.name}(...args: any[]) {
	return bind(S.${identifier(entry)}, ${adapters}, false, args.length, ...args);
} as ${type};

`;
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
