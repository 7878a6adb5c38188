/** The functions on images with every odd setting: they answer, or throw an error of ours before anything is allocated. */
import { expect, test } from "vitest";
import { FlambeauError, nn, ones, zeros } from "../../src/index.js";

type Call = (...args: unknown[]) => unknown;
const functional = nn.functional as unknown as Record<string, Call>;

const odd: readonly unknown[] = [
	null,
	0,
	-1,
	0.5,
	3,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	2 ** 31,
	-(2 ** 31) - 1,
	"x",
	true,
	{},
	[],
	[1],
	[0, -1],
	[1, 4e9],
	[1, 2, 3],
	[1, "x"],
	zeros([2]),
];
const inputs = [
	zeros([1, 4, 5, 6]),
	zeros([4, 5, 6]),
	zeros([0, 4, 5, 6]),
	zeros([2, 4, 0, 6]),
	zeros([1, 4, 5, 6], { dtype: "bool" }),
	ones([1]).expand([1, 4, 5, 6]),
	zeros([3]),
	zeros([]),
];
const weights = [zeros([4, 4, 2, 3]), zeros([4, 4, 2]), zeros([0, 4, 2, 2])];

const settings: Readonly<Record<string, readonly string[]>> = {
	conv1d: ["stride", "padding", "dilation", "groups"],
	conv2d: ["stride", "padding", "dilation", "groups"],
	convTranspose1d: ["stride", "padding", "outputPadding", "dilation", "groups"],
	convTranspose2d: ["stride", "padding", "outputPadding", "dilation", "groups"],
	unfold: ["stride", "padding", "dilation"],
	fold: ["stride", "padding", "dilation"],
	pad: ["mode", "value"],
	interpolate: ["size", "scaleFactor", "mode", "alignCorners"],
	pixelShuffle: [],
	pixelUnshuffle: [],
};

/** What comes between the input and the options. */
function middles(name: string): readonly (readonly unknown[])[] {
	if (name.startsWith("conv"))
		return [...weights, ...odd].flatMap((w) => [
			[w, null],
			[w, zeros([4])],
		]);
	if (name === "fold")
		return odd.flatMap((value) => [
			[value, 2],
			[4, value],
		]);
	return name === "interpolate" ? [[]] : odd.map((value) => [value]);
}

function problem(name: string, args: readonly unknown[]): string | undefined {
	try {
		functional[name]?.(...args);
	} catch (error) {
		if (!(error instanceof FlambeauError))
			return `${name}(${args.map((x) => JSON.stringify(x)).join("; ")}): ${String(error)}`;
	}
	return undefined;
}

test.each(Object.entries(settings))(
	"%s throws nothing but errors of ours",
	(name, options) => {
		const found: string[] = [];
		for (const x of inputs)
			for (const middle of middles(name)) {
				const each = options.flatMap((option) =>
					odd.map((value) => ({ [option]: value })),
				);
				// With both, sizes that fit only together come up as well.
				const pairs = each.flatMap((one) =>
					name === "interpolate"
						? [one, { ...one, mode: "linear" }, { ...one, mode: "area" }]
						: [one],
				);
				for (const last of [undefined, ...pairs]) {
					const text = problem(name, [x, ...middle, last]);
					if (text !== undefined) found.push(text);
				}
			}
		expect([found.length, found.slice(0, 5)]).toEqual([0, []]);
	},
);
