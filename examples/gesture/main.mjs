// Trains on 81 recordings and tells 300 others apart: node examples/gesture/main.mjs
import { featuresOf } from "./features.mjs";
import { predict, train } from "./model.mjs";
import { gestures, record } from "./recordings.mjs";

const recorded = record(81, 1);
const start = performance.now();
const model = train(
	recorded.map(({ recording }) => featuresOf(recording)),
	recorded.map(({ label }) => label),
	gestures.length,
);
const seconds = (performance.now() - start) / 1000;
console.log(`60 epochs of 81 recordings in ${seconds.toFixed(2)} s`);

const others = record(300, 2).map(({ recording, label }) => {
	const likely = predict(model, featuresOf(recording));
	return { label, found: likely.indexOf(Math.max(...likely)) };
});
for (const [label, gesture] of gestures.entries()) {
	const own = others.filter((other) => other.label === label);
	const right = own.filter(({ found }) => found === label).length;
	console.log(`${gesture.padEnd(7)} ${right} of ${own.length} right`);
}
export const right = others.filter(
	({ label, found }) => label === found,
).length;
