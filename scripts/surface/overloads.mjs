// The TypeScript side of a name: one overload for each way to call it, so that editors show the form in use.

const types = {
	Tensor: "Tensor",
	Operand: "Operand",
	Scalar: "number | boolean",
	int: "number",
	float: "number",
	bool: "boolean",
	str: "string",
	"int[]": "readonly number[]",
	"float[]": "readonly number[]",
	"Tensor[]": "readonly Tensor[]",
	dtype: "DType",
	"int[][]": "readonly (readonly number[])[]",
	"IndexLike[]": "readonly IndexLike[]",
	False: "false",
	"[Tensor,Tensor]": "[values: Tensor, indices: Tensor]",
	Tensors: "Tensor | Iterable<Tensor>",
	"LRLambda[]": "readonly LRLambda[]",
	"LRScheduler[]": "readonly LRScheduler[]",
	"SchedulerLike[]": "readonly SchedulerLike[]",
	Function: "(step: number) => number",
	Any: "unknown",
};

function typeOf({ type, nullable }) {
	const own = type
		.split("|")
		.map(
			(one) =>
				types[one] ??
				(/^int\[\d\]$/.test(one) ? "number | readonly number[]" : one),
		)
		.join(" | ");
	return nullable ? `${own} | null` : own;
}

const nameOf = ({ name }) =>
	name === "self" ? "input" : name === "var" ? "var_" : name;

function declared(parameter) {
	return `${nameOf(parameter)}${parameter.required ? "" : "?"}: ${typeOf(parameter)}${parameter.required ? "" : " | undefined"}`;
}

/** A parameter in front of the options: it has a place, though perhaps no value. */
function declaredBefore(parameter) {
	const type = typeOf(parameter);
	return `${nameOf(parameter)}: ${parameter.required ? type : `${type} | undefined`}`;
}

function objectOf(params) {
	const fields = params.map(
		(p) =>
			`readonly ${p.name === "self" ? "input" : p.name}${p.required ? "" : "?"}: ${typeOf(p)}${p.required ? "" : " | undefined"}`,
	);
	return `{ ${[...fields, "readonly device?: Device | null"].join("; ")} }`;
}

/** `name(...): Type;` for each way: all by position, then one for each place where the options may begin. */
export function overloadsOf(entry, asMethod) {
	return entry.rows.flatMap((row) =>
		overloadsOfRow(`${entry.name}${entry.generics ?? ""}`, row, asMethod),
	);
}

function overloadsOfRow(name, row, asMethod) {
	const own = asMethod ? row.method : row.function;
	const { head, result, params } = generics(name, row, asMethod);
	const front = params.filter((p) => !p.named && p.name !== "this");
	const self = params.filter((p) => p.name === "this").map(declared);
	const named = params.filter((p) => p.named);
	const line = (list) =>
		`${head}(${[...self, ...list].join(", ")}): ${result};`;
	const lines = [];
	const checked = own.filter((text) => text.includes("Check<"));
	lines.push(
		...own.filter((text) => !checked.includes(text)).map((text) => `${text};`),
	);
	if (own.length === 0 || front.length > 2)
		lines.push(
			line([
				...front.map(declared),
				...(named.length > 0 ? [`options?: ${objectOf(named)}`] : []),
			]),
		);
	const spread = row.signature.spread >= 0 ? front.at(-1) : undefined;
	if (spread !== undefined) {
		const item =
			spread.type === "int[]"
				? "number"
				: spread.type === "Tensor[]"
					? "Tensor"
					: typeOf(spread);
		const before = front.slice(0, -1).map(declared);
		if (spread.type !== "int[]")
			lines[0] = lines[0].replace(
				`${nameOf(spread)}?: ${typeOf(spread)} | undefined`,
				`${nameOf(spread)}: readonly ${item}[]`,
			);
		lines.push(line([...before, `...${nameOf(spread)}: readonly ${item}[]`]));
		if (named.length > 0)
			lines.push(
				line([
					...before,
					`...${nameOf(spread)}: readonly [...${item}[], ${objectOf(named)}]`,
				]),
			);
		if (spread.type !== "int[]") return lines;
	}
	for (let i = front.length - 1; i >= 0; i--) {
		const open = [...front.slice(i), ...named];
		const list = [
			...front.slice(0, i).map((p) => declaredBefore(p)),
			`options: ${objectOf(open)}${open.some((p) => p.required) ? "" : " | undefined"}`,
		];
		if (front[i].name !== "self" || asMethod === false) lines.push(line(list));
	}
	// A number may stand on the left as well; the shape is then the other's, which the compiler need not follow.
	if (
		!asMethod &&
		/^Tensor<self, /.test(row.returns) &&
		row.signature.params[0].type === "Operand"
	)
		lines.push(
			...overloadsOfRow(name, { ...row, returns: "Tensor" }, false).slice(0, 1),
		);
	// The last overload is the one that the compiler speaks of where none fits.
	lines.push(...checked.map((text) => `${text};`));
	return lines;
}

/** `Tensor<self>` follows the shape that the compiler knows, `Tensor<self, other>` that of two operands. */
function generics(name, row, asMethod) {
	const all = row.signature.params.filter((p) => p.type !== "Legacy");
	const params = all.filter((p) => !(asMethod && p.name === "self"));
	const match = /^Tensor<(\w+)(?:, (\w+))?>$/.exec(row.returns);
	if (match === null) {
		const result =
			row.returns === "this"
				? asMethod
					? "this"
					: "Tensor"
				: row.returns
						.split("|")
						.map((one) => types[one] ?? one)
						.join(" | ")
						.replace("readonly Tensor[]", "Tensor[]");
		return { head: name, result, params };
	}
	const [, , other] = match;
	const typed = params.map((p) =>
		p.name === "self"
			? { ...p, type: "Tensor<A>" }
			: p.name === other
				? { ...p, type: "O" }
				: p,
	);
	const head = `${name}<A extends Shape${other ? ", O extends Operand" : ""}>`;
	const result = other ? "Tensor<SameShape<A, O>>" : "Tensor<A>";
	return {
		head: asMethod ? head : head,
		result,
		params: asMethod
			? [
					{
						name: "this",
						type: "Tensor<A>",
						required: true,
						named: false,
						isThis: true,
					},
					...typed,
				]
			: typed,
	};
}
