import { describe, expect, test } from "vitest";
import {
	linspace,
	optim,
	type Tensor,
	tensor,
	ValueError,
} from "../../src/index.js";
import recorded from "../fixtures/pytorch/lbfgs.json" with { type: "json" };

const problems: Record<string, (p: Tensor) => Tensor> = {
	rosenbrock: (p) => {
		const [a, b] = [p.at(0), p.at(1)];
		return a.rsub(1).square().add(b.sub(a.square()).square().mul(100));
	},
	regression: (p) => {
		const x = linspace(-2, 2, 12, { dtype: "float64" });
		const curve = x.mul(p.at(1)).add(p.at(2)).tanh().mul(p.at(0)).add(p.at(3));
		return curve.sub(x.sin()).square().sum();
	},
};

interface Options {
	readonly lr?: number;
	readonly max_iter?: number;
	readonly max_eval?: number;
	readonly history_size?: number;
	readonly line_search_fn?: string;
}

function prepare(start: readonly number[], options: Options, problem: string) {
	const p = tensor(start, { dtype: "float64", requiresGrad: true });
	const optimizer = new optim.LBFGS([p], {
		lr: options.lr ?? 1,
		maxIter: options.max_iter ?? 20,
		maxEval: options.max_eval ?? null,
		historySize: options.history_size ?? 100,
		lineSearchFn: (options.line_search_fn ?? null) as "strong_wolfe" | null,
	});
	const closure = () => {
		optimizer.zeroGrad();
		const loss = (problems[problem] as (p: Tensor) => Tensor)(p);
		loss.backward();
		return loss;
	};
	return { p, optimizer, closure };
}

describe.each(recorded)("$problem with $options", (row) => {
	test("goes PyTorch's way", () => {
		const options = row.options as Options;
		const { p, optimizer, closure } = prepare(row.start, options, row.problem);
		for (const wanted of row.rows) {
			expect(optimizer.step(closure).item()).toBeCloseTo(wanted.loss, 9);
			(p.tolist() as number[]).forEach((x, i) => {
				expect(x).toBeCloseTo(wanted.p[i] as number, 7);
			});
			const state = optimizer.state.get(p);
			expect([state?.funcEvals, state?.nIter]).toEqual([
				wanted.evals,
				wanted.iters,
			]);
		}
	});

	test("goes on from its state dict to the bit", () => {
		const options = row.options as Options;
		const whole = prepare(row.start, options, row.problem);
		whole.optimizer.step(whole.closure);
		const other = prepare(row.start, options, row.problem);
		other.p.detach().copy_(whole.p.detach());
		other.optimizer.loadStateDict(whole.optimizer.stateDict());
		for (let i = 0; i < 2; i++) {
			whole.optimizer.step(whole.closure);
			other.optimizer.step(other.closure);
		}
		expect(other.p.tolist()).toEqual(whole.p.tolist());
	});
});

test("parameters of several shapes share one direction", () => {
	const a = tensor([[2, -1]], { dtype: "float64", requiresGrad: true });
	const b = tensor(3, { dtype: "float64", requiresGrad: true });
	const optimizer = new optim.LBFGS([a, b], { lineSearchFn: "strong_wolfe" });
	optimizer.step(() => {
		optimizer.zeroGrad();
		const loss = a.sub(1).square().sum().add(b.add(2).square());
		loss.backward();
		return loss;
	});
	for (const x of [...(a.flatten().tolist() as number[]), b.item() + 3])
		expect(x).toBeCloseTo(1, 6);
});

test("what it cannot do is refused", () => {
	const p = () => tensor([1.5], { requiresGrad: true });
	expect(() => new optim.LBFGS([{ params: p() }, { params: p() }])).toThrow(
		"LBFGS: 2 parameter groups; all parameters share one direction",
	);
	expect(
		() => new optim.LBFGS([p()], { lineSearchFn: "armijo" as never }),
	).toThrow('LBFGS: lineSearchFn "armijo"; expected "strong_wolfe" or null');
	expect(() => new optim.LBFGS([p()]).step()).toThrow(
		"LBFGS: step() without a closure",
	);
	const optimizer = new optim.LBFGS([p()]);
	expect(() => optimizer.step(() => "loss")).toThrow(ValueError);
});
