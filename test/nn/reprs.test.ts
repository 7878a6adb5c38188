/** The text of modules is PyTorch's. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deepcopy, getRngState, nn } from "../../src/index.js";

interface Recorded {
	readonly class: string;
	readonly args: readonly unknown[];
	readonly text: string;
}

const cases = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/reprs.json", import.meta.url),
		"utf8",
	),
) as Recorded[];

const classes = nn as unknown as Record<
	string,
	new (
		...args: readonly unknown[]
	) => object
>;

test.each(
	cases.map((each): [string, Recorded] => [
		`${each.class}(${JSON.stringify(each.args).slice(1, -1)})`,
		each,
	]),
)("%s", (_, { class: name, args, text }) => {
	const Class = classes[name];
	expect(Class).toBeDefined();
	const module = Class === undefined ? "" : new Class(...args);
	const place = getRngState().tolist();
	expect(String(deepcopy(module))).toBe(String(module));
	expect(getRngState().tolist()).toEqual(place);
	expect(String(module)).toBe(
		// A linear layer that PyTorch's quantisation leaves alone; nothing is quantised here.
		text.replaceAll("NonDynamicallyQuantizableLinear", "Linear"),
	);
});

/** Not in PyTorch 1.13, or made of other modules and tensors, which JSON cannot hold. */
const NOT_RECORDED = new Set([
	"Module",
	"Parameter",
	"ParameterDict",
	"ParameterList",
	"RMSNorm",
	"TransformerDecoder",
	"TransformerEncoder",
	"ZeroPad1d",
]);

test("every module is recorded", () => {
	const recorded = new Set(cases.map((each) => each.class));
	const missing = Object.entries(nn).filter(
		([name, value]) =>
			typeof value === "function" &&
			/^[A-Z]/.test(name) &&
			// What is not here is a function called "refused".
			value.name !== "refused" &&
			!recorded.has(name) &&
			!NOT_RECORDED.has(name),
	);
	expect(missing.map(([name]) => name)).toEqual([]);
});
