/** Derivatives that PyTorch computed: `test/fixtures/pytorch/derivatives.json`, recorded by the script beside it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { autograd, func, type Tensor, tensor } from "../../src/index.js";
import type { PlainTensor } from "../conformance/cases.js";
import { tensorDifference } from "../conformance/compare.js";

const recorded = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/derivatives.json", import.meta.url),
		"utf8",
	),
) as Record<string, readonly PlainTensor[]>;

const f64 = { dtype: "float64" } as const;
const x = tensor(
	[
		[0.5, -1, 0.25],
		[1.5, 0.75, -0.5],
	],
	f64,
);
const w = tensor(
	[
		[0.3, -0.2],
		[1.1, 0.4],
		[-0.7, 0.9],
	],
	f64,
);
const v = tensor(
	[
		[1, -2],
		[0.5, 3],
	],
	f64,
);
const f = (a: Tensor, b: Tensor) => a.matmul(b).tanh().softmax(-1);
const loss = (a: Tensor, b: Tensor) => f(a, b).square().sum();

test.each<[string, string, () => readonly Tensor[]]>([
	["jacrev", "jacobian", () => func.jacrev(f, [0, 1])(x, w)],
	["jacfwd", "jacobian", () => func.jacfwd(f, [0, 1])(x, w)],
	[
		"functional.jacobian",
		"jacobian",
		() => autograd.functional.jacobian(f, [x, w]),
	],
	["hessian", "hessian", () => func.hessian(loss, [0, 1])(x, w).flat()],
	[
		"functional.hessian",
		"hessian",
		() => autograd.functional.hessian(loss, [x, w]).flat(),
	],
	[
		"jacfwd of jacrev",
		"hessian",
		() =>
			func
				.jacfwd(func.jacrev(loss, [0, 1]), [0, 1])(x, w)
				.flat(),
	],
	[
		"jacfwd of grad",
		"hessian",
		() =>
			(func.jacfwd(func.grad(loss, [0, 1]), [0, 1])(x, w) as Tensor[][]).flat(),
	],
	["vjp", "vjp", () => func.vjp(f, x, w)[1](v)],
	["jvp", "jvp", () => [func.jvp(f, [x, w], [x.flip([0]), w.flip([1])])[1]]],
])("%s gives PyTorch's %s", (_, name, compute) => {
	const actual = compute();
	const wanted = recorded[name] as readonly PlainTensor[];
	expect(actual).toHaveLength(wanted.length);
	for (const [i, one] of wanted.entries())
		expect(
			tensorDifference(
				actual[i],
				one,
				{ tolerance: { rtol: 1e-11, atol: 1e-14 } },
				`result ${i}`,
			),
		).toBeUndefined();
});
