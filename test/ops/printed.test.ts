/** Tensors that are hard to print, as PyTorch printed them. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { type DType, setPrintoptions, tensor } from "../../src/index.js";

interface Printed {
	/** As Python writes them, with spaces between. */
	readonly values: string;
	readonly shape: readonly number[];
	readonly dtype: string;
	readonly requiresGrad: boolean;
	readonly options: Readonly<Record<string, number | boolean>>;
	readonly text: string;
}

const cases = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/printed.json", import.meta.url),
		"utf8",
	),
) as Printed[];

const words: Readonly<Record<string, number>> = {
	nan: Number.NaN,
	inf: Number.POSITIVE_INFINITY,
	"-inf": Number.NEGATIVE_INFINITY,
	True: 1,
	False: 0,
};

const ourDType = (name: string) => name.replace("int64", "int32") as DType;

function ours({ values, shape, dtype, requiresGrad }: Printed): string {
	const numbers = values.split(" ").filter((word) => word !== "");
	return String(
		tensor(
			numbers.map((word) => words[word] ?? Number(word)),
			{ dtype: ourDType(dtype), requiresGrad: false },
		)
			.reshape(shape)
			.detach()
			.requiresGrad_(requiresGrad),
	);
}

/** PyTorch's text in flambeau's words. */
const theirs = ({ text }: Printed): string =>
	text
		.replace(/torch\.(\w+)/, (_, name: string) => ourDType(name))
		.replace(/size=\((.*?),?\)/, "size=[$1]")
		.replace("requires_grad=True", "requiresGrad=true")
		.replaceAll("True", "true")
		.replaceAll("False", "false");

describe("prints as PyTorch", () => {
	afterEach(() => {
		setPrintoptions({ profile: "default", sciMode: null });
	});

	test.each(
		cases.map((each, i): [string, Printed] => [
			`${i}: ${each.values.slice(0, 30)} ${each.dtype} ${JSON.stringify(each.options)}`,
			each,
		]),
	)("%s", (_, printed) => {
		const { sci_mode: sciMode = null, ...options } = printed.options;
		setPrintoptions({ ...options, sciMode: sciMode as boolean | null });
		expect(ours(printed)).toBe(theirs(printed));
	});
});
