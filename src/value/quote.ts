/** How values are written in messages: enough to recognise them, never all of something large. */

/** Characters of one value in a message. */
const MOST = 80;

/** Levels of nesting that are written out. */
const DEPTH = 3;

/** A value as JavaScript would write it, its middle left out if it is long; nothing that it does can fail. */
export function quote(value: unknown): string {
	try {
		return shorten(written(value, DEPTH), MOST);
	} catch {
		// A getter, a proxy or a forged tensor that throws while it is read.
		return "an object that cannot be read";
	}
}

/** Template tag of messages: text and numbers as they are, any other value as `quote` writes it. */
export function say(
	parts: TemplateStringsArray,
	...values: readonly unknown[]
): string {
	let text = parts[0] as string;
	for (let i = 0; i < values.length; i++) {
		const value = values[i];
		const plain = typeof value === "string" || typeof value === "number";
		text += (plain ? String(value) : quote(value)) + parts[i + 1];
	}
	return text;
}

/** A text of at most `most` characters and a few: what is in the middle of a longer one is counted, not shown. */
export function shorten(text: string, most: number): string {
	if (text.length <= most) return text;
	const head = Math.ceil(most * 0.75);
	const tail = most - head;
	const hidden = text.length - most;
	return `${text.slice(0, head)}... ${hidden} more characters ...${text.slice(text.length - tail)}`;
}

/** What kind of thing a value is, where its content would not help. */
export function kindOf(value: unknown): string {
	if (value === null || value === undefined) return String(value);
	if (Array.isArray(value)) return "array";
	if (typeof value !== "object") return typeof value;
	try {
		return className(value);
	} catch {
		return "object";
	}
}

function className(value: object): string {
	const name: unknown = value.constructor?.name;
	return typeof name === "string" && name !== "" && name !== "Object"
		? shorten(name, MOST)
		: "object";
}

function written(value: unknown, depth: number): string {
	if (typeof value === "string")
		return JSON.stringify(shorten(value, MOST)) as string;
	if (typeof value === "bigint") return shorten(`${value}n`, MOST);
	if (typeof value === "function") return "a function";
	if (typeof value !== "object" || value === null) return String(value);
	if (Array.isArray(value))
		return depth === 0
			? "[...]"
			: `[${listed(value, (item) => written(item, depth - 1))}]`;
	return objectOf(value, depth);
}

/** The content of a plain object, else the class; of what has a shape, as a tensor has, that too. */
function objectOf(value: object, depth: number): string {
	const name = className(value);
	if (name === "object") {
		const entries = Object.entries(value);
		if (entries.length === 0) return "{}";
		if (depth === 0) return "{...}";
		return `{ ${listed(entries, ([key, item]) => `${key}: ${written(item, depth - 1)}`)} }`;
	}
	const { shape } = value as { shape?: unknown };
	return `a ${name}${Array.isArray(shape) ? ` of shape [${shape.join(", ")}]` : ""}`;
}

/** Items that are written before the rest is left out. */
const ITEMS = 8;

function listed<T>(items: readonly T[], write: (item: T) => string): string {
	const shown = items.slice(0, ITEMS).map(write);
	if (items.length > ITEMS) shown.push(`... ${items.length - ITEMS} more`);
	return shown.join(", ");
}
