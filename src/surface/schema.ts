/**
 * PyTorch's notation of a function, `sum(Tensor self, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)`, as its
 * parameters. The names become JavaScript's: `rounding_mode` is `roundingMode`.
 */

export interface Parameter {
	readonly name: string;
	/** As written, without the question mark: `int[1]`, `Tensor`, `"mean"|"sum"`. */
	readonly type: string;
	/** Whether null is a value: `?` after the type. */
	readonly nullable: boolean;
	readonly required: boolean;
	readonly default: unknown;
	/** Whether it is given by name only: it stands after `*`. */
	readonly named: boolean;
	/** Whether it takes any number of arguments: `*Tensor tensors`. */
	readonly rest: boolean;
}

export interface Signature {
	readonly name: string;
	readonly params: readonly Parameter[];
	/** How many parameters may be given by position. */
	readonly positional: number;
	/** The parameter that takes all further arguments as its items, or -1: sizes as in `view(2, 3)`, `*Tensor tensors`. */
	readonly spread: number;
}

const constants: Readonly<Record<string, unknown>> = {
	None: null,
	True: true,
	False: false,
};

/** `log_softmax` becomes `logSoftmax`; underscores at the ends stay. */
export function camelCase(name: string): string {
	return name.replace(/(?<=[a-zA-Z0-9])_+([a-zA-Z0-9])/g, (_, letter: string) =>
		letter.toUpperCase(),
	);
}

const HEAD = /^(?:new )?([\w.]+)\((.*)\)/;
/** A comma that is not inside of brackets of any kind. */
const COMMA = /,\s*(?![^[(<]*[\])>])/;
const PARAMETER = /^(\*?)(\S+?)(\??)\s+(\w+)(?:=(.*))?$/;

/** Reads one line of the notation. */
export function parseSignature(line: string): Signature {
	const [, name = "", list = ""] = HEAD.exec(line) ?? [];
	const params: Parameter[] = [];
	let named = false;
	let rest = false;
	for (const part of list.split(COMMA)) {
		if (part === "*") named = true;
		const match = PARAMETER.exec(part);
		if (match === null) continue;
		const [, star, type = "", question, own = "", given] = match;
		params.push({
			name: camelCase(own),
			type,
			nullable: question === "?",
			required: given === undefined && star === "",
			default: given === undefined ? undefined : constantOf(given),
			named,
			rest: star === "*",
		});
		// As in Python, what follows a list of arguments is given by name.
		if (star === "*") rest = named = true;
	}
	const positional = params.filter((p) => !p.named).length;
	return {
		name: camelCase(name),
		params,
		positional,
		spread: rest || isOnlySize(params) ? positional - 1 : -1,
	};
}

/** PyTorch's rule: f(2, 3) is f([2, 3]) where a list without a fixed length is the only positional parameter. */
function isOnlySize(params: readonly Parameter[]): boolean {
	const [only, ...others] = params.filter((p) => !p.named && p.name !== "self");
	return only?.type === "int[]" && others.length === 0;
}

function constantOf(text: string): unknown {
	if (text in constants) return constants[text];
	if (text.startsWith("["))
		return text.slice(1, -1).split(/,\s*/).filter(Boolean).map(Number);
	return /^["']/.test(text) ? text.slice(1, -1) : Number(text);
}
