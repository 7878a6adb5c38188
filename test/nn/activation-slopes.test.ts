/** Values and slopes where an activation is easily wrong: infinities, corners, zeros and NaN. Recorded from PyTorch. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nn, type Tensor, tensor } from "../../src/index.js";

const F = nn.functional;

interface Recorded {
	readonly value: readonly string[];
	readonly grad: readonly string[];
}

const { points, cases } = JSON.parse(
	readFileSync(
		new URL("../fixtures/pytorch/activation-slopes.json", import.meta.url),
		"utf8",
	),
) as {
	readonly points: readonly string[];
	readonly cases: Readonly<Record<string, Recorded>>;
};

const activations: Readonly<Record<string, (x: Tensor) => Tensor>> = {
	relu: F.relu,
	relu6: F.relu6,
	hardtanh: (x) => F.hardtanh(x),
	"hardtanh(-3, 3)": (x) => F.hardtanh(x, -3, 3),
	hardsigmoid: F.hardsigmoid,
	hardswish: F.hardswish,
	hardshrink: (x) => F.hardshrink(x),
	"hardshrink(1)": (x) => F.hardshrink(x, 1),
	softshrink: (x) => F.softshrink(x),
	"softshrink(1)": (x) => F.softshrink(x, 1),
	"threshold(1, 20)": (x) => F.threshold(x, 1, 20),
	leakyRelu: (x) => F.leakyRelu(x),
	"leakyRelu(0)": (x) => F.leakyRelu(x, 0),
	"leakyRelu(-0.5)": (x) => F.leakyRelu(x, -0.5),
	prelu: (x) => F.prelu(x, tensor([0.25], { dtype: x.dtype })),
	"clamp(-1, 1)": (x) => x.clamp({ min: -1, max: 1 }),
	"clamp(-1, -3)": (x) => x.clamp({ min: -1, max: -3 }),
	"clamp(min 0)": (x) => x.clamp({ min: 0 }),
	"clamp(max 0)": (x) => x.clamp({ max: 0 }),
	"clamp(tensors)": (x) =>
		x.clamp({
			min: tensor(-1, { dtype: x.dtype }),
			max: tensor(1, { dtype: x.dtype }),
		}),
	elu: (x) => F.elu(x),
	"elu(0.5)": (x) => F.elu(x, 0.5),
	selu: F.selu,
	celu: (x) => F.celu(x),
	"celu(0.5)": (x) => F.celu(x, 0.5),
	silu: F.silu,
	mish: F.mish,
	softplus: (x) => F.softplus(x),
	"softplus(2, 6)": (x) => F.softplus(x, { beta: 2, threshold: 6 }),
	logsigmoid: F.logsigmoid,
	softsign: F.softsign,
	tanhshrink: F.tanhshrink,
	sigmoid: F.sigmoid,
	tanh: F.tanh,
	gelu: (x) => F.gelu(x),
	"gelu(tanh)": (x) => F.gelu(x, { approximate: "tanh" }),
};

const numbers = (texts: readonly string[]) =>
	texts.map((text) => Number(text.replace("inf", "Infinity")));

/** Float32 rounds at 6e-8, and the differences of near numbers in some of these formulas tenfold. */
const tolerances = { float32: 2e-6, float64: 1e-12 };
/** PyTorch's slope here is a sixth rounded to float32, of float64 too. */
const FLOAT32_SIXTH = 1e-8;

/** Rows of "point: number", with the recorded number where ours is as near as rounding. */
function rows(got: Tensor, want: readonly number[], tolerance: number) {
	return (got.tolist() as number[]).map((value, i) => {
		const wanted = want[i] as number;
		const near =
			Object.is(value, wanted) ||
			Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
		return `${points[i]}: ${near ? wanted : value}`;
	});
}

test.each(
	Object.entries(cases).flatMap(([name, recorded]) =>
		(["float32", "float64"] as const).map((dtype) => ({
			name,
			dtype,
			recorded,
		})),
	),
)("$name of $dtype", ({ name, dtype, recorded }) => {
	const activation = activations[name] as (x: Tensor) => Tensor;
	const x = tensor(numbers(points), { dtype, requiresGrad: true });
	const y = activation(x);
	y.backward(y.detach().filledLike(1));
	const [value, grad] = [numbers(recorded.value), numbers(recorded.grad)];
	const wanted = (want: readonly number[]) =>
		want.map((v, i) => `${points[i]}: ${v}`);
	const tolerance =
		name === "hardsigmoid" && dtype === "float64"
			? FLOAT32_SIXTH
			: tolerances[dtype];
	expect(rows(y, value, tolerance)).toEqual(wanted(value));
	expect(rows(x.grad as Tensor, grad, tolerance)).toEqual(wanted(grad));
});
