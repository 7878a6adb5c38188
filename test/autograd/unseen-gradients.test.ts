import { expect, test } from "vitest";
import {
	autograd,
	manualSeed,
	memory,
	nn,
	ones,
	optim,
	randn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const leaf = (values: number[]) =>
	tensor(values, { dtype: "float32", requiresGrad: true });

const zeroings: Record<string, (model: nn.Linear) => void> = {
	"model.zeroGrad()": (model) => model.zeroGrad(),
	"optimizer.zeroGrad()": (model) =>
		new optim.SGD(model.parameters(), { lr: 0.1 }).zeroGrad(),
	"grad = null": (model) => {
		for (const p of model.parameters()) p.grad = null;
	},
};

test.each(Object.keys(zeroings))(
	"%s frees at once what no user code saw",
	(name) => {
		const model = new nn.Linear(300, 200);
		const optimizer = new optim.Adam(model.parameters(), { lr: 0.1 });
		const x = ones([4, 300]);
		const train = () => {
			model(x).sum().backward();
			nn.utils.clipGradNorm_(model.parameters(), 1);
			optimizer.step();
		};
		train();
		const { bytes } = memory();
		zeroings[name]?.(model);
		expect(memory().bytes).toBe(bytes - 4 * 300 * 200 - 832);
	},
);

test("a gradient that was read stays what it was", () => {
	const x = leaf([1, 2]);
	const optimizer = new optim.SGD([x], { lr: 0.1 });
	x.mul(3).sum().backward();
	const seen = x.grad as Tensor;
	const view = seen.select(0, 1);
	optimizer.step();
	optimizer.zeroGrad();
	expect(x.grad).toBeNull();
	expect([seen.tolist(), view.item()]).toEqual([[3, 3], 3]);
	x.mul(5).sum().backward();
	optimizer.zeroGrad();
	expect(seen.tolist()).toEqual([3, 3]);
});

test("a gradient that was read before more is added to it stays the user's", () => {
	const x = leaf([1, 2]);
	x.mul(3).sum().backward();
	const seen = x.grad as Tensor;
	x.mul(4).sum().backward();
	x.grad = null;
	expect(seen.tolist()).toEqual([7, 7]);
});

test("a gradient that the user assigned is never freed", () => {
	const x = leaf([1, 2]);
	const mine = ones([2]);
	x.grad = mine;
	x.mul(3).sum().backward();
	x.grad = null;
	expect(mine.tolist()).toEqual([4, 4]);
});

test("what a hook got, or gave, outlives the gradient", () => {
	const x = leaf([1, 2]);
	const kept: Tensor[] = [];
	x.registerHook((grad) => {
		const changed = grad.mul(2);
		kept.push(grad, changed);
		return changed;
	});
	x.mul(3).sum().backward();
	new optim.SGD([x], { lr: 0.1 }).zeroGrad();
	expect(kept.map((t) => t.tolist())).toEqual([
		[3, 3],
		[6, 6],
	]);
});

test("what the user's function got, or gave, outlives the gradient", () => {
	const kept: Tensor[] = [];
	class Twice extends autograd.Function {
		static forward(_: unknown, x: Tensor): Tensor {
			return x.mul(2);
		}
		static backward(_: unknown, grad: Tensor): Tensor {
			const mine = grad.mul(2);
			kept.push(grad, mine);
			return mine;
		}
	}
	const x = leaf([1, 2]);
	Twice.apply(x).mul(5).sum().backward();
	x.grad = null;
	expect(kept.map((t) => t.tolist())).toEqual([
		[5, 5],
		[10, 10],
	]);
});

test("optimisers of the user's own may keep what they get", () => {
	class Keeping extends optim.Optimizer {
		readonly kept: Tensor[] = [];
		protected override checkSettings(): void {}
		protected override updateParam(_: Tensor, grad: Tensor): void {
			this.kept.push(grad);
		}
	}
	class KeepingSGD extends optim.SGD {
		readonly kept: Tensor[] = [];
		protected override updateParam(
			...args: Parameters<optim.SGD["updateParam"]>
		): void {
			this.kept.push(args[1]);
			super.updateParam(...args);
		}
	}
	const x = leaf([1, 2]);
	for (const optimizer of [
		new Keeping([x], {}),
		new KeepingSGD([x], { lr: 0.1 }),
	]) {
		x.mul(3).sum().backward();
		optimizer.step();
		optimizer.zeroGrad();
		expect(optimizer.kept[0]?.tolist()).toEqual([3, 3]);
	}
});

test("leaves whose gradients came from one tensor have one each", () => {
	const [a, b] = [leaf([1, 2]), leaf([3, 4])];
	a.add(b).mul(2).sum().backward();
	const seen = a.grad as Tensor;
	b.grad = null;
	expect(seen.tolist()).toEqual([2, 2]);
});

test("the gradient that a leaf is given in backward stays the caller's", () => {
	const x = leaf([1, 2]);
	const given = tensor([5, 6], { dtype: "float32" });
	x.backward(given);
	x.grad = null;
	expect(given.tolist()).toEqual([5, 6]);
});

test("a recorded gradient that is replaced still serves what was computed from it", () => {
	const x = leaf([2, 3]);
	x.pow(3).sum().backward({ createGraph: true });
	const loss = (x.grad as Tensor).pow(2).sum();
	x.grad = null;
	loss.backward();
	// d/dx (3x²)² = 36x³
	expect((x.grad as unknown as Tensor).tolist()).toEqual([288, 972]);
});

test("retained gradients outlive the leaf's", () => {
	const x = leaf([1, 2]);
	const y = x.mul(1);
	y.retainGrad();
	y.mul(3).sum().backward();
	x.grad = null;
	expect(y.grad?.tolist()).toEqual([3, 3]);
});

test("reading gradients does not change what training computes", () => {
	const train = (read: boolean) => {
		manualSeed(3);
		const model = new nn.Sequential(
			new nn.Linear(5, 7),
			new nn.ReLU(),
			new nn.Linear(7, 1),
		);
		const optimizer = new optim.Adam(model.parameters(), { lr: 0.1 });
		const x = randn([8, 5]);
		const losses = [];
		for (let i = 0; i < 20; i++) {
			optimizer.zeroGrad({ setToNone: i % 3 !== 0 });
			const loss = model(x).pow(2).mean();
			loss.backward();
			if (read)
				for (const p of model.parameters()) expect(p.grad).not.toBeNull();
			optimizer.step();
			losses.push(loss.item());
		}
		return losses;
	};
	expect(train(false)).toEqual(train(true));
});
