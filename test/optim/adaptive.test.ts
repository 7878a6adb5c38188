/** The adaptive optimisers against their equations in plain numbers: every length of line, decay, both directions. */
import { describe, expect, test } from "vitest";
import { optim, type Tensor, tensor, ValueError } from "../../src/index.js";

interface Setting {
	readonly weightDecay: number;
	readonly maximize: boolean;
}

/** One number's life: its state, and what it becomes in step `t` under the gradient `g`. */
type Life = (p: number, g: number, t: number) => number;

interface Row {
	readonly make: (params: Tensor[], setting: Setting) => optim.Optimizer;
	readonly life: () => Life;
	/** Has no weight decay. */
	readonly undecayed?: boolean;
}

const rows: Record<string, Row> = {
	Adagrad: {
		make: (p, s) => new optim.Adagrad(p, { lr: 0.1, lrDecay: 0.5, ...s }),
		life: () => {
			let sum = 0;
			return (p, g, t) => {
				sum += g * g;
				return p - ((0.1 / (1 + (t - 1) * 0.5)) * g) / (Math.sqrt(sum) + 1e-10);
			};
		},
	},
	RMSprop: {
		make: (p, s) =>
			new optim.RMSprop(p, { lr: 0.1, momentum: 0.5, centered: true, ...s }),
		life: () => {
			let [v, a, b] = [0, 0, 0];
			return (p, g) => {
				v = 0.99 * v + 0.01 * g * g;
				a = 0.99 * a + 0.01 * g;
				b = 0.5 * b + g / (Math.sqrt(v - a * a) + 1e-8);
				return p - 0.1 * b;
			};
		},
	},
	Adadelta: {
		make: (p, s) => new optim.Adadelta(p, { lr: 0.5, ...s }),
		life: () => {
			let [v, u] = [0, 0];
			return (p, g) => {
				v = 0.9 * v + 0.1 * g * g;
				const d = (Math.sqrt(u + 1e-6) / Math.sqrt(v + 1e-6)) * g;
				u = 0.9 * u + 0.1 * d * d;
				return p - 0.5 * d;
			};
		},
	},
	Adamax: {
		make: (p, s) => new optim.Adamax(p, { lr: 0.1, ...s }),
		life: () => {
			let [m, u] = [0, 0];
			return (p, g, t) => {
				m = 0.9 * m + 0.1 * g;
				u = Math.max(0.999 * u, Math.abs(g) + 1e-8);
				return p - ((0.1 / (1 - 0.9 ** t)) * m) / u;
			};
		},
	},
	NAdam: {
		make: (p, s) => new optim.NAdam(p, { lr: 0.1, momentumDecay: 0.1, ...s }),
		life: () => {
			let [m, v, product] = [0, 0, 1];
			const mu = (t: number) => 0.9 * (1 - 0.5 * 0.96 ** (t * 0.1));
			return (p, g, t) => {
				product *= mu(t);
				m = 0.9 * m + 0.1 * g;
				v = 0.999 * v + 0.001 * g * g;
				const now = ((1 - mu(t)) * g) / (1 - product);
				const ahead = (mu(t + 1) * m) / (1 - product * mu(t) * mu(t + 1));
				return (
					p - (0.1 * (now + ahead)) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
				);
			};
		},
	},
	RAdam: {
		make: (p, s) => new optim.RAdam(p, { lr: 0.1, betas: [0.9, 0.8], ...s }),
		life: () => {
			let [m, v] = [0, 0];
			return (p, g, t) => {
				m = 0.9 * m + 0.1 * g;
				v = 0.8 * v + 0.2 * g * g;
				const most = 2 / 0.2 - 1;
				const rho = most - (2 * t * 0.8 ** t) / (1 - 0.8 ** t);
				const mean = (0.1 * m) / (1 - 0.9 ** t);
				if (rho <= 5) return p - mean;
				const r = Math.sqrt(
					((rho - 4) * (rho - 2) * most) / ((most - 4) * (most - 2) * rho),
				);
				return p - (mean * r * Math.sqrt(1 - 0.8 ** t)) / (Math.sqrt(v) + 1e-8);
			};
		},
	},
	ASGD: {
		make: (p, s) => new optim.ASGD(p, { lr: 0.1, lambd: 0.01, t0: 2, ...s }),
		life: () => {
			let eta = 0.1;
			return (p, g, t) => {
				const next = p * (1 - 0.01 * eta) - eta * g;
				eta = 0.1 / (1 + 0.01 * 0.1 * t) ** 0.75;
				return next;
			};
		},
	},
	Rprop: {
		undecayed: true,
		make: (p, { maximize }) => new optim.Rprop(p, { lr: 0.1, maximize }),
		life: () => {
			let [last, size] = [0, 0.1];
			return (p, g) => {
				const turn = Math.sign(g * last);
				size *= turn > 0 ? 1.2 : turn < 0 ? 0.5 : 1;
				last = turn < 0 ? 0 : g;
				return p - Math.sign(last) * size;
			};
		},
	},
};

const value = (i: number) => Math.cos(i) * 3;
const gradient = (i: number, t: number) =>
	Math.sin(i * 1.7 + t * 2.9) * 2 + 0.1;

function steps(
	row: Row,
	n: number,
	setting: Setting,
	dtype: "float32" | "float64",
) {
	const p = tensor(
		Array.from({ length: n }, (_, i) => value(i)),
		{
			dtype,
			requiresGrad: true,
		},
	);
	const optimizer = row.make([p], setting);
	const step = (t: number) => {
		const grads = Array.from({ length: n }, (_, i) => gradient(i, t));
		p.grad = tensor(grads, { dtype });
		optimizer.step();
	};
	return { optimizer, p, step };
}

describe.each(Object.entries(rows))("%s", (name, row) => {
	test.each([
		{ weightDecay: 0, maximize: false },
		{ weightDecay: 0.1, maximize: true },
	])("follows its equations with %o", (setting) => {
		for (const dtype of ["float32", "float64"] as const)
			for (const n of [1, 2, 3, 4, 5, 7, 8, 9]) {
				const { p, step } = steps(row, n, setting, dtype);
				const wanted = Array.from({ length: n }, (_, i) => value(i));
				const lives = wanted.map(row.life);
				for (let t = 1; t <= 7; t++) {
					step(t);
					for (let i = 0; i < n; i++) {
						const x = wanted[i] as number;
						const up = setting.maximize ? -1 : 1;
						const decay = row.undecayed ? 0 : setting.weightDecay;
						const g = up * gradient(i, t) + decay * x;
						wanted[i] = (lives[i] as Life)(x, g, t);
					}
				}
				const tolerance = dtype === "float32" ? 2e-5 : 1e-12;
				p.toTypedArray().forEach((got, i) => {
					expect(Math.abs(got - (wanted[i] as number))).toBeLessThan(tolerance);
				});
			}
	});

	test("goes on from its state dict to the bit", () => {
		const setting = { weightDecay: 0.1, maximize: false };
		const whole = steps(row, 5, setting, "float32");
		for (let t = 1; t <= 3; t++) whole.step(t);
		const other = steps(row, 5, setting, "float32");
		other.optimizer.loadStateDict(whole.optimizer.stateDict());
		other.p.detach().copy_(whole.p.detach());
		for (let t = 4; t <= 6; t++) {
			whole.step(t);
			other.step(t);
		}
		expect(other.p.tolist()).toEqual(whole.p.tolist());
	});

	test("refuses a negative rate, and options that are none", () => {
		const p = tensor([1.5], { requiresGrad: true });
		const Class = optim[name as "Adagrad"];
		expect(() => new Class([p], { lr: -1 })).toThrow(
			`${name}: lr is -1; expected a number of at least 0`,
		);
		expect(() => new Class([p], null as never)).toThrow(
			`${name}: lr is null; expected a number of at least 0`,
		);
	});
});

test("settings that cannot be are refused", () => {
	const p = tensor([1.5], { requiresGrad: true });
	expect(() => new optim.Adadelta([p], { rho: 2 })).toThrow(
		"Adadelta: rho is 2; expected at most 1",
	);
	expect(() => new optim.Rprop([p], { etas: [1, 2] })).toThrow(
		"Rprop: etas are 1 and 2; expected one between 0 and 1 and one above 1",
	);
	expect(() => new optim.NAdam([p], { betas: [0.9, 1] })).toThrow(ValueError);
});

test("ASGD keeps the average of the parameter from step t0 + 2 on", () => {
	const { optimizer, p, step } = steps(
		rows.ASGD as Row,
		1,
		{ weightDecay: 0, maximize: false },
		"float64",
	);
	const seen: number[] = [];
	for (let t = 1; t <= 5; t++) {
		step(t);
		seen.push(p.item());
	}
	const { ax } = optimizer.state.get(p) as { ax: Tensor };
	const [last, beforeLast] = [seen[4] as number, seen[3] as number];
	expect(ax.item()).toBeCloseTo((last + beforeLast) / 2, 12);
});
