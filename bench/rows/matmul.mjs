import * as fl from "flambeau";

/** The product of two square matrices, in GFLOP/s. */
export function matmul(tf, n) {
	fl.manualSeed(0);
	const a = fl.randn([n, n]);
	const b = fl.randn([n, n]);
	const ta = tf.tensor2d(a.toTypedArray(), [n, n]);
	const tb = tf.tensor2d(b.toTypedArray(), [n, n]);
	const check = () => {
		const mine = fl.matmul(a, b).toTypedArray();
		const theirs = tf.tidy(() => tf.matMul(ta, tb).dataSync());
		return mine.reduce(
			(worst, v, i) => Math.max(worst, Math.abs(v - theirs[i])),
			0,
		);
	};
	return {
		name: `matmul ${n}`,
		unit: "GFLOP/s",
		value: (us) => (2 * n ** 3) / (us * 1e3),
		difference: check(),
		contenders: {
			flambeau: (calls) => {
				for (let i = 0; i < calls; i++) fl.matmul(a, b);
			},
			"tfjs-wasm": (calls) => {
				for (let i = 0; i < calls; i++) tf.dispose(tf.matMul(ta, tb));
			},
		},
	};
}
