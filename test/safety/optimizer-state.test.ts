import { describe, expect, it } from "vitest";
import {
	nn,
	ones,
	optim,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

type Dict = ReturnType<optim.Adam["stateDict"]>;
type Make = (p: Tensor) => optim.Adam;

const makers = {
	SGD: (p: Tensor) => new optim.SGD([p], { lr: 0.1, momentum: 0.9 }),
	Adam: (p: Tensor) => new optim.Adam([p], { lr: 0.1, amsgrad: true }),
	AdamW: (p: Tensor) => new optim.AdamW([p], { lr: 0.1 }),
	Adamax: (p: Tensor) => new optim.Adamax([p], { lr: 0.1 }),
	NAdam: (p: Tensor) => new optim.NAdam([p], { lr: 0.1 }),
	RAdam: (p: Tensor) => new optim.RAdam([p], { lr: 0.1 }),
	Adagrad: (p: Tensor) => new optim.Adagrad([p], { lr: 0.1 }),
	Adadelta: (p: Tensor) => new optim.Adadelta([p], { lr: 0.1 }),
	RMSprop: (p: Tensor) =>
		new optim.RMSprop([p], { lr: 0.1, momentum: 0.5, centered: true }),
	Rprop: (p: Tensor) => new optim.Rprop([p], { lr: 0.1 }),
	ASGD: (p: Tensor) => new optim.ASGD([p], { lr: 0.1 }),
	LBFGS: (p: Tensor) => new optim.LBFGS([p], { lr: 0.1, maxIter: 4 }),
} as unknown as Record<string, Make>;

const weights = tensor([1, 2.5]);

function step(optimizer: optim.Adam, p: Tensor): void {
	const closure = () => {
		optimizer.zeroGrad();
		const loss = p.mul(weights).sub(1).pow(4).sum();
		loss.backward();
		return loss;
	};
	optimizer.step(closure);
}

function trained(make: Make): [Tensor, Dict] {
	const p = new nn.Parameter(ones([2]));
	const optimizer = make(p);
	for (let i = 0; i < 3; i++) step(optimizer, p);
	return [p, optimizer.stateDict()];
}

/** Where a fresh optimiser goes on from this state. */
function goOn(make: Make, from: Tensor, dict: Dict): unknown {
	const p = new nn.Parameter(from.detach().clone());
	const optimizer = make(p);
	optimizer.loadStateDict(dict);
	step(optimizer, p);
	return p.tolist();
}

describe("an optimiser's state that went through JSON", () => {
	for (const [name, make] of Object.entries(makers))
		it(`restores ${name}`, () => {
			const [p, dict] = trained(make);
			const text = JSON.stringify(dict);
			expect(text).not.toContain("address");
			expect(goOn(make, p, JSON.parse(text))).toEqual(goOn(make, p, dict));
		});

	it("changes no tensor that the optimiser never saw when an address is forged", () => {
		const bystanders = Array.from({ length: 300 }, () => ones([2]));
		const [p, dict] = trained(makers.Adam as Make);
		const forged = structuredClone({ ...dict, state: {} }) as Dict;
		const storage = { bytes: 8, address: 4096, saves: 0 };
		const layout = { shape: [2], strides: [1], offset: 0, numel: 2 };
		const fake = { storage, layout, dtype: "float32", shape: [2] };
		Object.assign(forged.state, {
			0: { step: 3, expAvg: fake, expAvgSq: fake },
		});
		expect(() => goOn(makers.Adam as Make, p, forged)).toThrow(
			/expAvg of parameter 0 is \{ storage: .*; a tensor is needed/,
		);
		for (const t of bystanders) expect(t.tolist()).toEqual([1, 1]);
	});
});

describe("a state that does not fit", () => {
	const adam = makers.Adam as Make;
	const change = (edit: (state: Record<string, unknown>) => void): Dict => {
		const [, dict] = trained(adam);
		edit(dict.state[0] as Record<string, unknown>);
		return dict;
	};
	const setting = (name: string, value: unknown): Dict => {
		const [, dict] = trained(adam);
		return {
			...dict,
			paramGroups: [{ ...dict.paramGroups[0], [name]: value }],
		} as unknown as Dict;
	};
	const misfits: Record<string, [() => unknown, RegExp]> = {
		null: [() => null, /got null; the state of an optimiser has/],
		"a state that is null": [
			() => ({ state: null, paramGroups: [] }),
			/the fields state and paramGroups/,
		],
		"SGD's": [
			() => trained(makers.SGD as Make)[1],
			/betas of group 0 is undefined in the state/,
		],
		"RAdam's state in Adam's groups": [
			() => ({
				...trained(adam)[1],
				state: trained(makers.Adamax as Make)[1].state,
			}),
			/expInf of parameter 0 is a Tensor of shape \[2\]; the state of this optimiser is step/,
		],
		"without step": [
			() => change((s) => delete s.step),
			/step of parameter 0 is missing/,
		],
		"without expAvgSq": [
			() => change((s) => delete s.expAvgSq),
			/expAvgSq of parameter 0 is missing/,
		],
		"a step that is text": [
			() =>
				change((s) => {
					s.step = "3";
				}),
			/step of parameter 0 is "3"; an integer/,
		],
		"a negative step": [
			() =>
				change((s) => {
					s.step = -1;
				}),
			/step of parameter 0 is -1/,
		],
		"expAvg of one element": [
			() =>
				change((s) => {
					s.expAvg = tensor(1.5);
				}),
			/expAvg of parameter 0 has shape \[\]; the parameter has \[2\]/,
		],
		"expAvg transposed to another shape": [
			() =>
				change((s) => {
					s.expAvg = zeros([2, 1]);
				}),
			/has shape \[2, 1\]/,
		],
		"expAvg of words": [
			() =>
				change((s) => {
					s.expAvg = ["a", "b"];
				}),
			/expAvg of parameter 0 holds no numbers/,
		],
		"expAvg with a null, as JSON writes NaN": [
			() =>
				change((s) => {
					s.expAvg = [1, null];
				}),
			/holds no numbers/,
		],
		"lr as text": [
			() => setting("lr", "x"),
			/lr of group 0 is "x" in the state and 0.1/,
		],
		"lr that is NaN": [() => setting("lr", Number.NaN), /lr of group 0 is NaN/],
		"a negative lr": [
			() => setting("lr", -1),
			/lr is -1; expected a number of at least 0/,
		],
		"betas null": [() => setting("betas", null), /betas of group 0 is null/],
		"one beta": [() => setting("betas", [0.9]), /betas of group 0 is \[0.9\]/],
		"an object among the settings": [
			() => setting("extra", { a: 1 }),
			/extra of group 0 is \{ a: 1 \}/,
		],
		"params that are no numbers": [
			() => setting("params", [{}]),
			/params of group 0 is \[\{\}\]/,
		],
	};
	for (const [name, [dict, message]] of Object.entries(misfits))
		it(`is refused whole: ${name}`, () => {
			const p = new nn.Parameter(ones([2]));
			const optimizer = adam(p);
			step(optimizer, p);
			const before = JSON.stringify([p, optimizer.stateDict()]);
			expect(() => optimizer.loadStateDict(dict() as Dict)).toThrow(message);
			expect(JSON.stringify([p, optimizer.stateDict()])).toBe(before);
		});

	it("is noticed at the step when it was put there by hand", () => {
		const p = new nn.Parameter(ones([1000]));
		const optimizer = adam(p);
		p.sum().backward();
		optimizer.step();
		(optimizer.state.get(p) as { expAvg: unknown }).expAvg = tensor(1.5);
		expect(() => optimizer.step()).toThrow(
			/Adam.step: the parameter has shape \[1000\] and the optimiser's state \[\]/,
		);
		(optimizer.state.get(p) as { expAvg: unknown }).expAvg = { layout: {} };
		expect(() => optimizer.step()).toThrow(/Adam.step: expected a tensor/);
	});
});

describe("settings that cannot be", () => {
	const p = () => [new nn.Parameter(ones([2]))];
	const rows: [() => unknown, RegExp][] = [
		[
			() => new optim.Adam(p(), { betas: null as never }),
			/Adam: betas is null; expected two numbers/,
		],
		[
			() => new optim.Adam(p(), { lr: { lr: 1 } as never }),
			/Adam: lr is \{ lr: 1 \}; expected a number/,
		],
		[
			() => new optim.Adam(p(), { amsgrad: "no" as never }),
			/Adam: amsgrad is "no"; expected true or false/,
		],
		[
			() => new optim.SGD(p(), { lr: 1, dampening: Number.NaN }),
			/SGD: dampening is NaN; expected a number/,
		],
		[
			() => new optim.Rprop(p(), { stepSizes: 3 as never }),
			/Rprop: stepSizes is 3; expected two numbers/,
		],
		[
			() => new optim.ASGD(p(), { alpha: "x" as never }),
			/ASGD: alpha is "x"; expected a number/,
		],
		[
			() => new optim.LBFGS(p(), { maxEval: "x" as never }),
			/LBFGS: maxEval is "x"/,
		],
	];
	for (const [run, message] of rows)
		it(`are refused: ${message.source}`, () => {
			expect(run).toThrow(message);
		});
});
