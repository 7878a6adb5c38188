// The usual calls, which go straight to the implementation: what it takes by position, then perhaps its options as they are.

const CALL = /^([\w.]+)\((.*?)(?:(?:, )?\{ ([\w, ]+) \})?\)$/;

/** `view([2, 3])`: the only argument is the list already. */
export function quickSpread(entry, asMethod) {
	const [row] = entry.rows;
	const call = row.call.match(/^([\w.]+)\(self, (\w+)\)$/);
	if (entry.rows.length > 1 || call === null || !asMethod) return "";
	return `\tif ($n === 1 && Array.isArray(args[0])) return ${call[1]}(this as never, args[0] as never);\n`;
}

/** A line for each number of positional arguments that the implementation takes in the order of the signature. */
export function quickPaths(rows, names, asMethod) {
	const [row] = rows;
	const [, target, list = "", options] = CALL.exec(row.call) ?? [];
	const given = list.split(", ").filter(Boolean);
	const { params } = row.signature;
	const common = commonLength(params, given);
	const own = asMethod ? 1 : 0;
	if (target === undefined || !given.every(isName) || own > common) return "";
	const at = (k) => (asMethod && k === 0 ? "this" : names[k - own]);
	const fewest = Math.max(params.filter((p) => p.required).length, own);
	const lines = [];
	for (let k = fewest; k <= common; k++) {
		const tests = testsOf(rows, k, own, at);
		if (tests === undefined) break;
		const args = Array.from({ length: k }, (_, i) => `${at(i)} as never`);
		lines.push(`\tif (${tests}) return ${target}(${args.join(", ")});\n`);
		const isLast = k === common && common === given.length;
		if (options !== undefined && rows.length === 1 && isLast)
			lines.push(
				`\tif ($n === ${k - own + 1} && areOptions(${at(k)}, ${JSON.stringify(options.split(", "))})) return ${target}(${[...args, `${at(k)} as never`].join(", ")});\n`,
			);
	}
	return lines.join("");
}

const isName = (text) => /^\w+$/.test(text);

/** How many parameters the call takes first, in the order of the signature. */
function commonLength(params, given) {
	const end = given.findIndex(
		(name, i) => params[i]?.name !== name || params[i].named,
	);
	return end === -1 ? given.length : end;
}

/** What tells a call with k values from others: their number, that no options are among them, or of overloads the types. */
function testsOf(rows, k, own, at) {
	const [row, ...others] = rows;
	const tests = [`$n === ${k - own}`];
	if (others.length === 0) {
		if (k > own) tests.push(`!isOptions(${at(k - 1)})`);
		return tests.join(" && ");
	}
	const takesFewer = (other) =>
		other.signature.params.filter((p) => p.required).length < k;
	if (k === own && others.some(takesFewer)) return undefined;
	for (let i = own; i < k; i++)
		tests.push(testOf(row.signature.params[i], at(i)));
	return tests.includes(undefined) ? undefined : tests.join(" && ");
}

function testOf({ type }, name) {
	if (type === "Tensor") return `isTensor(${name})`;
	if (type === "int" || type === "float") return `typeof ${name} === "number"`;
	return undefined;
}
