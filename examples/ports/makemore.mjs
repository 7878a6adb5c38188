// Names, letter by letter: counts of pairs, then a network over three letters with a batch norm written out.
import { readFileSync } from "node:fs";
import {
	Generator,
	multinomial,
	nn,
	noGrad,
	ones,
	randint,
	randn,
	tanh,
	tensor,
	zeros,
} from "flambeau";

/** @typedef {import("flambeau").Tensor} Tensor */

const F = nn.functional;
const WORDS = readFileSync(new URL("names.txt", import.meta.url), "utf8")
	.trim()
	.split(/\s+/);
const ITOS = [".", ...[...new Set(WORDS.join(""))].sort()];
const STOI = new Map(ITOS.map((ch, i) => [ch, i]));
const V = ITOS.length;

/**
 * How often each letter follows each other, and names drawn from that.
 * @param {number} names
 */
function bigrams(names) {
	const generator = new Generator().manualSeed(2147483647);
	const N = zeros([V, V], { dtype: "int32" });
	for (const w of WORDS) {
		const chs = [...w].map(idOf);
		for (const [i, ch2] of [...chs, 0].entries())
			N.at([0, ...chs].at(i) ?? 0, ch2).add_(1);
	}
	const P = N.add(1).float();
	P.div_(P.sum(1, { keepdim: true }));
	const said = [];
	for (let name = 0; name < names; name++) {
		const out = [];
		let ix = 0;
		while (true) {
			const p = P.at(ix);
			ix = multinomial(p, 1, { replacement: true, generator }).item();
			if (ix === 0) break;
			out.push(ITOS[ix]);
		}
		said.push(out.join(""));
	}
	const logLikelihood = P.log().at(N.gt(0)).mean().neg();
	return { bigrams: said, bigramLoss: [logLikelihood.item()] };
}

/** @param {string} ch */
function idOf(ch) {
	return STOI.get(ch) ?? 0;
}

/**
 * @param {string[]} words
 * @param {number} blockSize
 * @returns {[Tensor, Tensor]}
 */
function buildDataset(words, blockSize) {
	const X = [];
	const Y = [];
	for (const w of words) {
		let context = Array(blockSize).fill(0);
		for (const ch of `${w}.`) {
			const ix = idOf(ch);
			X.push(context);
			Y.push(ix);
			context = [...context.slice(1), ix];
		}
	}
	return [tensor(X, { dtype: "int32" }), tensor(Y, { dtype: "int32" })];
}

/** @param {{ steps: number, batchSize: number, names: number }} size */
export function run({ steps, batchSize, names }) {
	const [nEmbd, nHidden, blockSize] = [10, 64, 3];
	const n1 = Math.floor(0.9 * WORDS.length);
	const [Xtr, Ytr] = buildDataset(WORDS.slice(0, n1), blockSize);
	const [Xdev, Ydev] = buildDataset(WORDS.slice(n1), blockSize);

	const generator = new Generator().manualSeed(2147483647);
	const C = randn([V, nEmbd], { generator });
	const gain = 5 / 3 / (nEmbd * blockSize) ** 0.5;
	const W1 = randn([nEmbd * blockSize, nHidden], { generator }).mul(gain);
	const W2 = randn([nHidden, V], { generator }).mul(0.01);
	const b2 = zeros(V);
	const bngain = ones([1, nHidden]);
	const bnbias = zeros([1, nHidden]);
	let bnmeanRunning = zeros([1, nHidden]);
	let bnstdRunning = ones([1, nHidden]);
	const parameters = [C, W1, W2, b2, bngain, bnbias];
	for (const p of parameters) p.requiresGrad = true;

	const losses = [];
	for (let i = 0; i < steps; i++) {
		const ix = randint(0, Xtr.size(0), [batchSize], { generator });
		const [Xb, Yb] = [Xtr.at(ix), Ytr.at(ix)];
		const emb = C.at(Xb);
		let hpreact = emb.view(emb.size(0), -1).matmul(W1);
		const bnmeani = hpreact.mean(0, { keepdim: true });
		const bnstdi = hpreact.std(0, { keepdim: true });
		hpreact = bngain.mul(hpreact.sub(bnmeani)).div(bnstdi).add(bnbias);
		noGrad(() => {
			bnmeanRunning = bnmeanRunning.mul(0.99).add(bnmeani.mul(0.01));
			bnstdRunning = bnstdRunning.mul(0.99).add(bnstdi.mul(0.01));
		});
		const logits = tanh(hpreact).matmul(W2).add(b2);
		const loss = F.crossEntropy(logits, Yb);
		for (const p of parameters) p.grad = null;
		loss.backward();
		const lr = i < steps / 2 ? 0.1 : 0.01;
		for (const p of parameters) if (p.grad) p.data.add_(p.grad.mul(-lr));
		losses.push(loss.item());
	}

	/** @param {Tensor} X */
	const predict = (X) =>
		noGrad(() => {
			let hpreact = C.at(X).view(X.size(0), -1).matmul(W1);
			hpreact = bngain.mul(hpreact.sub(bnmeanRunning)).div(bnstdRunning);
			return tanh(hpreact.add(bnbias)).matmul(W2).add(b2);
		});

	const dev = F.crossEntropy(predict(Xdev), Ydev).item();
	const said = [];
	for (let name = 0; name < names; name++) {
		const out = [];
		let context = Array(blockSize).fill(0);
		while (true) {
			const logits = predict(tensor([context], { dtype: "int32" }));
			const probs = F.softmax(logits, { dim: 1 });
			const ix = multinomial(probs, { numSamples: 1, generator }).item();
			context = [...context.slice(1), ix];
			if (ix === 0) break;
			out.push(ITOS[ix]);
		}
		said.push(out.join(""));
	}
	return { ...bigrams(names), losses, dev: [dev], said };
}
