import * as fl from "flambeau";

const { nn, optim } = fl;

function mlp(sizes) {
	const layers = [];
	for (let i = 0; i + 1 < sizes.length; i++) {
		if (i > 0) layers.push(new nn.ReLU());
		layers.push(new nn.Linear(sizes[i], sizes[i + 1]));
	}
	return new nn.Sequential(...layers);
}

/** One step of training: forward, loss, backward, update. */
export function training(tf, sizes, batch, algorithm) {
	fl.manualSeed(0);
	const classes = sizes.at(-1);
	const x = fl.randn([batch, sizes[0]]);
	const y = fl.randint(classes, [batch]);
	const model = mlp(sizes);
	const mine = flambeauStep(model, algorithm, x, y);
	const theirs = tfStep(tf, fl, model, algorithm, x, y, classes);
	let difference = 0;
	for (let i = 0; i < 5; i++)
		difference = Math.max(difference, Math.abs(mine().item() - theirs()));
	const repeat = (step) => (calls) => {
		for (let i = 0; i < calls; i++) step();
	};
	return {
		name: `${algorithm} step ${sizes.join("-")}, batch ${batch}`,
		unit: "µs",
		value: (us) => us,
		difference,
		contenders: {
			flambeau: repeat(() => mine().item()),
			"tfjs-wasm": repeat(theirs),
		},
	};
}

function flambeauStep(model, algorithm, x, y) {
	const optimizer = new optim[algorithm](model.parameters(), { lr: 1e-3 });
	return () => {
		optimizer.zeroGrad();
		const loss = nn.functional.crossEntropy(model(x), y);
		loss.backward();
		optimizer.step();
		return loss;
	};
}

/** The same step with TensorFlow.js, from the same weights. */
function tfStep(tf, { noGrad }, model, algorithm, x, y, classes) {
	const weights = [...model.parameters()].map((p) => {
		const value = p.ndim === 2 ? noGrad(() => p.t().contiguous()) : p;
		return tf.variable(tf.tensor(value.toTypedArray(), [...value.shape]));
	});
	const optimizer =
		algorithm === "Adam"
			? tf.train.adam(1e-3, 0.9, 0.999, 1e-8)
			: tf.train.sgd(1e-3);
	const input = tf.tensor(x.toTypedArray(), [...x.shape]);
	const target = tf
		.oneHot(tf.tensor1d(y.toTypedArray(), "int32"), classes)
		.toFloat();
	const forward = () => {
		let h = input;
		for (let i = 0; i < weights.length; i += 2) {
			if (i > 0) h = tf.relu(h);
			h = tf.add(tf.matMul(h, weights[i]), weights[i + 1]);
		}
		return tf.losses.softmaxCrossEntropy(target, h);
	};
	return () =>
		tf.tidy(() => optimizer.minimize(forward, true, weights).dataSync()[0]);
}
