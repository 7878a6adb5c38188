import { expect, test } from "vitest";
import {
	DTypeError,
	FlambeauError,
	nn,
	ones,
	type Tensor,
} from "../../src/index.js";

const given = [null, 3, [1, 2], "x"] as unknown as Tensor[];
const wrong = [undefined, {}, ...given] as unknown as Tensor[];

for (const [name, call] of Object.entries(nn.functional))
	test(`functional.${name} refuses what is no tensor with an error of ours`, () => {
		const run = call as (...args: unknown[]) => unknown;
		for (const x of wrong)
			expect(() => run(x, name === "dropout" ? 0.5 : ones([2]))).toThrow(
				FlambeauError,
			);
	});

for (const [name, call] of Object.entries(nn.init))
	if (name !== "calculateGain")
		test(`init.${name} refuses what is no tensor with an error of ours`, () => {
			const run = call as (...args: unknown[]) => unknown;
			const rest = { constant_: [1], sparse_: [0.5] }[name] ?? [];
			for (const x of given) expect(() => run(x, ...rest)).toThrow(DTypeError);
			for (const x of [undefined, {}])
				expect(() => run(x)).toThrow(
					/: tensor is missing|: expected a tensor, got undefined/,
				);
		});

test("losses refuse a target that is no tensor", () => {
	const { crossEntropy, mseLoss, nllLoss } = nn.functional;
	const losses = [crossEntropy, mseLoss, nllLoss];
	for (const loss of losses as readonly ((x: Tensor, y: Tensor) => Tensor)[])
		for (const target of [undefined, null, "x", {}])
			expect(() => loss(ones([2, 3]), target as unknown as Tensor)).toThrow(
				target
					? /"x"|a string|target is missing/
					: /null|undefined|target is missing/,
			);
});
