// Learning, with a single weight: w ← w - η · ∂E/∂w.
import { noGrad, tensor } from "flambeau";

console.log("\n=== 6. The update rule ===\n");

const x = 2;
const y = 8;
const rate = 0.05;
const w = tensor(1, { requiresGrad: true });

console.log(
	`The model ŷ = w · x shall give y = ${y} for x = ${x}; w = 4 would be right.`,
);
console.log(
	`Error E = (ŷ - y)², its gradient ∂E/∂w = 2 (ŷ - y) x, rate η = ${rate}.\n`,
);

/** @type {{ w: number, gradient: number, byHand: number, error: number }[]} */
export const steps = [];
console.log("step       w      ŷ        E    ∂E/∂w   by hand");
for (let step = 0; step < 8; step++) {
	const prediction = w.mul(x);
	const error = prediction.sub(y).square();
	error.backward();

	const gradient = w.grad?.item() ?? 0;
	const byHand = 2 * (prediction.item() - y) * x;
	steps.push({ w: w.item(), gradient, byHand, error: error.item() });
	console.log(
		[w, prediction, error].reduce(
			(line, value) => line + value.item().toFixed(3).padStart(8),
			String(step).padStart(4),
		) + [gradient, byHand].map((g) => g.toFixed(3).padStart(10)).join(""),
	);

	// The step itself is not part of the model: no gradient of it is wanted.
	noGrad(() => w.sub_(rate * gradient));
	// Gradients add up; the next one shall start from nothing.
	w.grad = null;
}
export const learnt = w.item();
console.log(`\nafter ${steps.length} steps w = ${learnt.toFixed(4)}`);
