import { enableGrad, noGrad } from "../autograd/mode.js";
import { cat } from "../ops/shape/join.js";
import { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { quote, say } from "../value/quote.js";
import { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { checkAllNotNegative, checkNotNegative } from "./param-groups.js";
import { strongWolfe } from "./strong-wolfe.js";

export interface LBFGSOptions {
	/** Length of a step, or the first one that the line search tries. Default 1. */
	readonly lr?: number;
	/** Most iterations of a step. Default 20. */
	readonly maxIter?: number;
	/** Most evaluations of the loss in a step. Default maxIter * 1.25. */
	readonly maxEval?: number | null;
	/** A gradient without larger elements is none. Default 1e-7. */
	readonly toleranceGrad?: number;
	/** Smaller changes of the loss or of all parameters end a step. Default 1e-9. */
	readonly toleranceChange?: number;
	/** How many past steps shape the direction. Default 100. */
	readonly historySize?: number;
	/** How to find the length of a step. Default null: `lr`. */
	readonly lineSearchFn?: "strong_wolfe" | null;
}

export type LBFGSGroup = {
	-readonly [K in keyof LBFGSOptions]-?: Exclude<LBFGSOptions[K], undefined>;
};

/** What is remembered, with the first parameter; past steps are rows. */
interface LBFGSState
	extends Record<string, Tensor | number | readonly number[] | undefined> {
	funcEvals: number;
	nIter: number;
	d?: Tensor;
	t?: number;
	oldDirs?: Tensor;
	oldStps?: Tensor;
	ro?: readonly number[];
	hDiag?: number;
	prevFlatGrad?: Tensor;
	prevLoss?: number;
}

interface Past {
	/** Change of the gradient, change of the parameters, and 1 / their product. */
	readonly y: Tensor;
	readonly s: Tensor;
	readonly ro: number;
}

/**
 * L-BFGS (Nocedal 1980): goes along the gradient times an estimate of the inverse Hessian from the last steps. For small
 * problems whose whole loss is computed at once.
 *
 * @throws ValueError for several groups, a negative setting, an unknown line search, or `step` without a closure
 * @example
 * const optimizer = new optim.LBFGS(model.parameters(), { lineSearchFn: "strong_wolfe" });
 * optimizer.step(() => {
 *   optimizer.zeroGrad();
 *   const loss = model(x).square().sum();
 *   loss.backward();
 *   return loss;
 * });
 */
export class LBFGS extends Optimizer<LBFGSGroup, LBFGSState> {
	/** @internal */
	override readonly stateForm = {
		funcEvals: "count",
		nIter: "count",
		d: "flat?",
		t: "number?",
		oldDirs: "rows?",
		oldStps: "rows?",
		ro: "numbers?",
		hDiag: "number?",
		prevFlatGrad: "flat?",
		prevLoss: "number?",
	} as const;

	constructor(params: ParamsInput<LBFGSGroup>, options: LBFGSOptions = {}) {
		const {
			lr = 1,
			maxIter = 20,
			maxEval = null,
			toleranceGrad = 1e-7,
			toleranceChange = 1e-9,
			historySize = 100,
			lineSearchFn = null,
		} = readOptions("LBFGS", options, "{ lr: 0.01 }");
		super(params, {
			lr,
			maxIter,
			maxEval: maxEval ?? Math.floor((maxIter * 5) / 4),
			toleranceGrad,
			toleranceChange,
			historySize,
			lineSearchFn,
		});
		if (this.paramGroups.length !== 1)
			throw new ValueError(
				"LBFGS",
				say`${this.paramGroups.length} parameter groups; all parameters share one direction, so give one group`,
			);
	}

	protected override checkSettings(settings: LBFGSGroup): void {
		checkAllNotNegative(
			"LBFGS",
			settings,
			"lr",
			"maxIter",
			"toleranceGrad",
			"toleranceChange",
			"historySize",
		);
		const { lineSearchFn, maxEval } = settings;
		if (maxEval !== null) checkNotNegative("LBFGS", "maxEval", maxEval);
		if (lineSearchFn !== null && lineSearchFn !== "strong_wolfe")
			throw new ValueError(
				"LBFGS",
				say`lineSearchFn ${quote(lineSearchFn)}; expected "strong_wolfe" or null`,
			);
	}

	protected override updateParam(): never {
		throw new ValueError("LBFGS", "updates all parameters at once");
	}

	/** @param closure computes the loss again, with gradients; called several times */
	override step<T>(closure?: () => T): T {
		if (typeof closure !== "function")
			throw new ValueError(
				"LBFGS",
				"step() without a closure; pass a function that clears the gradients, computes the loss and its gradients, and gives the loss",
			);
		const group = this.paramGroups[0] as ParamGroup<LBFGSGroup>;
		return noGrad(() => new Step(group, this.#stateOf(group), closure).run());
	}

	#stateOf({ params }: ParamGroup<LBFGSGroup>): LBFGSState {
		const [first] = params as [Tensor];
		let state = this.state.get(first);
		if (state === undefined) {
			state = { funcEvals: 0, nIter: 0 };
			this.state.set(first, state);
		}
		return state;
	}
}

const largest = (x: Tensor): number => x.abs().max().item();

/** One call of `step`: its iterations, between what is remembered before and after. */
class Step<T> {
	readonly #params: readonly Tensor[];
	readonly #group: LBFGSGroup;
	readonly #state: LBFGSState;
	readonly #closure: () => T;
	#past: Past[];
	#evaluations = 0;

	constructor(
		group: ParamGroup<LBFGSGroup>,
		state: LBFGSState,
		closure: () => T,
	) {
		this.#params = group.params;
		this.#group = group;
		this.#state = state;
		this.#closure = closure;
		this.#past = (state.ro ?? []).map((ro, i) => ({
			y: (state.oldDirs as Tensor).select(0, i),
			s: (state.oldStps as Tensor).select(0, i),
			ro,
		}));
	}

	run(): T {
		const { maxEval, maxIter, toleranceChange, toleranceGrad } = this.#group;
		const state = this.#state;
		const original = this.#evaluate();
		let loss = numberOf(original);
		let grad = this.#flatGrad();
		if (largest(grad) <= toleranceGrad) return original;
		for (let i = 1; i <= maxIter; i++) {
			state.nIter++;
			const d = this.#direction(grad);
			state.prevFlatGrad = grad;
			state.prevLoss = loss;
			const slope = grad.dot(d).item();
			const first = Math.min(1, 1 / grad.abs().sum().item());
			const t = (state.nIter === 1 ? first : 1) * this.#group.lr;
			state.d = d;
			state.t = t;
			if (slope > -toleranceChange) break;
			const before = loss;
			[loss, grad] = this.#move(d, t, { t: 0, loss, grad, slope }, i < maxIter);
			if (i === maxIter || this.#evaluations >= (maxEval as number)) break;
			if (largest(grad) <= toleranceGrad) break;
			if (largest(d) * Math.abs(state.t as number) <= toleranceChange) break;
			if (Math.abs(loss - before) < toleranceChange) break;
		}
		this.#remember();
		return original;
	}

	#evaluate(): T {
		this.#evaluations++;
		this.#state.funcEvals++;
		return enableGrad(this.#closure);
	}

	#flatGrad(): Tensor {
		return cat(
			this.#params.map((p) =>
				(p.peekGrad() ?? p.mul(0)).detach().reshape([-1]),
			),
		);
	}

	/** Minus the gradient times the estimate of the inverse Hessian (the two-loop recursion). */
	#direction(grad: Tensor): Tensor {
		const state = this.#state;
		if (state.nIter === 1 || state.prevFlatGrad === undefined) {
			this.#past = [];
			state.hDiag = 1;
			return grad.neg();
		}
		const y = grad.sub(state.prevFlatGrad);
		const s = (state.d as Tensor).mul(state.t as number);
		const product = y.dot(s).item();
		if (product > 1e-10) {
			if (this.#past.length === this.#group.historySize) this.#past.shift();
			this.#past.push({ y, s, ro: 1 / product });
			state.hDiag = product / y.dot(y).item();
		}
		const q = grad.neg();
		const alphas: number[] = [];
		for (let i = this.#past.length - 1; i >= 0; i--) {
			const past = this.#past[i] as Past;
			const alpha = past.s.dot(q).item() * past.ro;
			alphas[i] = alpha;
			q.sub_(past.y, { alpha });
		}
		q.mul_(state.hDiag as number);
		this.#past.forEach((past, i) => {
			const beta = past.y.dot(q).item() * past.ro;
			q.add_(past.s, { alpha: (alphas[i] as number) - beta });
		});
		return q;
	}

	/** Goes along the direction; gives the loss and the gradient there. */
	#move(
		d: Tensor,
		t: number,
		start: { t: number; loss: number; grad: Tensor; slope: number },
		evaluate: boolean,
	): readonly [number, Tensor] {
		if (this.#group.lineSearchFn === null) {
			this.#add(d, t);
			if (!evaluate) return [start.loss, start.grad];
			return [numberOf(this.#evaluate()), this.#flatGrad()];
		}
		const from = this.#params.map((p) => p.detach().clone());
		const look = (length: number) => {
			this.#add(d, length);
			const found = [numberOf(this.#evaluate()), this.#flatGrad()] as const;
			this.#params.forEach((p, i) => {
				p.copy_(from[i] as Tensor);
			});
			return found;
		};
		const found = strongWolfe(
			look,
			d,
			start,
			t,
			largest(d),
			this.#group.toleranceChange,
		);
		this.#add(d, found.t);
		this.#state.t = found.t;
		return [found.loss, found.grad];
	}

	#add(d: Tensor, alpha: number): void {
		let at = 0;
		for (const p of this.#params) {
			p.add_(d.narrow(0, at, p.numel()).reshape(p.shape), { alpha });
			at += p.numel();
		}
	}

	#remember(): void {
		const state = this.#state;
		state.ro = this.#past.map(({ ro }) => ro);
		if (this.#past.length === 0) return;
		state.oldDirs = cat(this.#past.map(({ y }) => y.unsqueeze(0)));
		state.oldStps = cat(this.#past.map(({ s }) => s.unsqueeze(0)));
	}
}

function numberOf(loss: unknown): number {
	const value = loss instanceof Tensor ? loss.item() : loss;
	if (typeof value !== "number")
		throw new ValueError(
			"LBFGS",
			say`the closure gave ${value === null ? "null" : typeof value}; expected the loss`,
		);
	return value;
}
