// A network of layers: h_i = g(W_i h_{i-1} + b_i), ŷ = O(a_L).
import { manualSeed, noGrad, randn, tensor, zeros } from "flambeau";

console.log("\n=== 7. A multi-layer perceptron ===\n");

// N = 4 examples, one in each column; to be learnt: "either ... or" and "both".
const x = tensor([
	[0, 0, 1, 1],
	[0, 1, 0, 1],
]);
const y = tensor([
	[0, 1, 1, 0],
	[0, 0, 0, 1],
]);
const N = x.size(1);

// The parameters θ = W_1 ... W_L, b_1 ... b_L; the weights at random, so that no two neurons are alike.
manualSeed(0);
const sizes = [2, 8, 8, 2];
const W = sizes.slice(1).map((rows, i) => randn([rows, sizes[i] ?? 0]));
const b = sizes.slice(1).map((rows) => zeros([rows, 1]));
const theta = [...W, ...b].map((p) => p.requiresGrad_());
const L = W.length;

console.log(`layers of ${sizes.join(", ")} neurons`);
W.forEach((weights, i) => {
	console.log(
		`W_${i + 1} is ${weights.shape.join(" × ")}, b_${i + 1} has ${b[i]?.numel()}`,
	);
});
export const count = theta.reduce((sum, p) => sum + p.numel(), 0);
console.log(`together ${count} numbers to learn\n`);

function predict() {
	let h = x;
	for (let i = 0; i < L; i++) {
		const weights = /** @type {typeof x} */ (W[i]);
		const a = weights.matmul(h).add(/** @type {typeof x} */ (b[i]));
		// g is tanh; the output function O leaves the last layer's sums as they are.
		h = i < L - 1 ? a.tanh() : a;
	}
	return h;
}

/** 1/N Σ_i Σ_j (ŷ_ij - y_ij)² */
function squaredError() {
	return predict().sub(y).square().sum().div(N);
}

const rate = 0.1;
/** @type {number[]} */
export const errors = [];
for (let step = 0; step <= 100; step++) {
	const error = squaredError();
	errors.push(error.item());
	if (step % 20 === 0)
		console.log(
			`step ${String(step).padStart(3)}: squared error ${error.item().toFixed(6)}`,
		);
	for (const p of theta) p.grad = null;
	error.backward();
	noGrad(() => {
		for (const p of theta) if (p.grad) p.sub_(p.grad.mul(rate));
	});
}

export const learnt = noGrad(predict);
const [either, both] = [learnt.at(0).tolist(), learnt.at(1).tolist()];
console.log("\n p  q   either-or   both");
for (let i = 0; i < N; i++)
	console.log(
		` ${x.at(0, i).item()}  ${x.at(1, i).item()}${column(either, i, 12)}${column(both, i, 7)}`,
	);

/** @type {(values: unknown, i: number, width: number) => string} */
function column(values, i, width) {
	const value = Number(/** @type {number[]} */ (values)[i]);
	// No minus sign before a zero.
	return (Math.round(value * 100) / 100 + 0).toFixed(2).padStart(width);
}
