/**
 * Recorded calls of PyTorch, each with one of its numbers or switches replaced by something else: refused in words, never
 * an answer with NaN in it. `undefined` is left out: it means that the argument is not given.
 */
import { describe, expect, it } from "vitest";
import { FlambeauError, Tensor } from "../../src/index.js";
import type { Json } from "../conformance/cases.js";
import {
	convertArgs,
	type RecordedCall,
	recordedCalls,
} from "./recorded-calls.js";

/** No argument may be one of these where PyTorch got a number. */
const misplaced: Record<string, () => unknown> = {
	"an object": () => ({ foo: 1 }),
	"a word": () => "x",
	"a function": () => () => 1,
	"a symbol": () => Symbol("s"),
};

/** Where the call is not what it seems: the runner drops what `to` has no use for, eye(n, { … })
 * has options, and a padding or a norm is a word or a number. */
const except =
	/^(Tensor\.to [234]|torch\.eye 1|\S*conv[12]d padding|torch\.norm p) gave/i;

interface Slot {
	readonly call: RecordedCall;
	readonly place: number | string;
}

/** The arguments of a kind, of each name and place a few. */
function slots(wanted: (value: Json) => boolean): Slot[] {
	const seen = new Map<string, number>();
	return recordedCalls().flatMap((call) =>
		[...call.args.entries(), ...Object.entries(call.kwargs)].flatMap(
			([place, value]) => {
				const key = `${call.name} ${place}`;
				const count = seen.get(key) ?? 0;
				if (!wanted(value) || count >= 3) return [];
				seen.set(key, count + 1);
				return [{ call, place }];
			},
		),
	);
}

function isNumber(value: Json): boolean {
	if (typeof value === "object") return value !== null && "float" in value;
	return typeof value === "number" || typeof value === "boolean";
}

function isWord(value: Json): boolean {
	return typeof value === "string";
}

function problem({ call, place }: Slot, value: unknown): string | undefined {
	const [args, kwargs] = convertArgs(call);
	if (typeof place === "number") args[place] = value;
	else kwargs[place] = value;
	try {
		const result = call.run(args, kwargs);
		const shown = result instanceof Tensor ? result.tolist() : "an answer";
		return `gave ${JSON.stringify(shown)?.slice(0, 60)}`;
	} catch (error) {
		if (!(error instanceof FlambeauError)) return `threw ${String(error)}`;
		return /\[object |NaN/.test(error.message)
			? `says ${error.message}`
			: undefined;
	}
}

describe("a word that is none of those that are meant is refused:", () => {
	const all = slots(isWord);
	it.each(["nonsense", "constructor", "__proto__", 3, {}, []])("%o", (word) => {
		const found = all.flatMap((slot) => {
			const what = problem(slot, word);
			return what ? [`${slot.call.name} ${slot.place} ${what}`] : [];
		});
		const left = found.filter((line) => !except.test(line));
		expect([...new Set(left)]).toEqual([]);
	});
});

describe("in place of a number is refused:", () => {
	const all = slots(isNumber);
	it.each(Object.entries(misplaced))("%s", (_, make) => {
		const found = all.flatMap((slot) => {
			const what = problem(slot, make());
			return what ? [`${slot.call.name} ${slot.place} ${what}`] : [];
		});
		const left = found.filter((line) => !except.test(line));
		expect([...new Set(left)]).toEqual([]);
	});
});
