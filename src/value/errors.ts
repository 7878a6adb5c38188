import { quote, shorten } from "./quote.js";

/** Characters of a message. What quotes values shortens each; this bounds what a list of many adds up to. */
const MOST = 4000;

/**
 * Every error that flambeau throws on purpose. The message has the form `op: what was wrong, with the values; what would
 * be right`, and `op` holds the operation's name for programs that want it.
 */
export class FlambeauError extends Error {
	/** The operation that refused, as in `matmul`. */
	readonly op: string;

	constructor(op: string, problem: string) {
		super(`${op}: ${shorten(problem, MOST)}`);
		this.op = op;
		this.name = new.target.name;
	}
}

/** Sizes that do not fit together. */
export class ShapeError extends FlambeauError {
	override name = "ShapeError";
}
/** An element type that the operation does not take. */
export class DTypeError extends FlambeauError {
	override name = "DTypeError";
}
/** An index or dimension outside its range. */
export class IndexError extends FlambeauError {
	override name = "IndexError";
}
/** An argument or option with an impossible value. */
export class ValueError extends FlambeauError {
	override name = "ValueError";
}
/** A call that does not fit the signature: an argument too many, missing, given twice, or of an unknown name. */
export class ArgumentError extends ValueError {
	override name = "ArgumentError";
}
/** A gradient that cannot be computed: no graph, a freed graph, a tensor changed since it was saved. */
export class AutogradError extends FlambeauError {
	override name = "AutogradError";
}
/** The linear memory cannot hold what was asked for; everything that existed is intact. */
export class MemoryError extends FlambeauError {
	override name = "MemoryError";
}
/** The host does not let the kernels run: no WebAssembly, or a rule against compiling it. */
export class HostError extends FlambeauError {
	override name = "HostError";
}
/** A file or buffer whose content is not what its format says. */
export class FormatError extends FlambeauError {
	override name = "FormatError";
}
/** A state dict that does not belong to the module or optimiser. */
export class StateDictError extends FlambeauError {
	override name = "StateDictError";
}

/** A name of PyTorch that is not here; the message says what to do instead. */
export class NotImplementedError extends FlambeauError {
	override name = "NotImplementedError";
}

/** A matrix for which there is no answer: singular, not positive definite, not finite. */
export class LinAlgError extends FlambeauError {
	override name = "LinAlgError";
}

/**
 * The same error under the name of the operation that the user called; other errors as they are.
 * @internal
 */
export function renamed(error: unknown, op: string): unknown {
	if (!(error instanceof FlambeauError) || error.op === op) return error;
	const before = error.message;
	const message = op + before.slice(error.op.length);
	const { stack } = error;
	Object.assign(error, { op, message });
	// The stack begins with the message that the error had when it was made.
	if (stack !== undefined) error.stack = stack.replace(before, () => message);
	return error;
}

/** How shapes are written in messages: `[2, 3]`. */
export function show(shape: readonly unknown[]): string {
	const sizes = shape.map((size) =>
		typeof size === "number" ? size : quote(size),
	);
	return `[${sizes.join(", ")}]`;
}
