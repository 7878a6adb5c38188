// A small GPT reads Shakespeare letter by letter and writes on: causal attention by hand, AdamW, top-k sampling.
import { readFileSync } from "node:fs";
import {
	arange,
	cat,
	manualSeed,
	multinomial,
	nn,
	noGrad,
	ones,
	optim,
	tensor,
	topk,
	tril,
} from "flambeau";
import { DataLoader, Dataset, RandomSampler } from "flambeau/data";

/** @typedef {import("flambeau").Tensor} Tensor */

const F = nn.functional;
const TEXT = readFileSync(new URL("sonnets.txt", import.meta.url), "utf8");

/** @extends {Dataset<[Tensor, Tensor]>} */
class CharDataset extends Dataset {
	/**
	 * @param {string} text
	 * @param {number} blockSize
	 */
	constructor(text, blockSize) {
		super();
		this.chars = [...new Set(text)].sort();
		const ids = [...text].map((ch) => this.chars.indexOf(ch));
		this.ids = tensor(ids, { dtype: "int32" });
		this.blockSize = blockSize;
	}

	get length() {
		return this.ids.size(0) - this.blockSize;
	}

	/** @type {(i: number) => [Tensor, Tensor]} */
	get(i) {
		const chunk = this.ids.at(`${i}:${i + this.blockSize + 1}`);
		return [chunk.at(":-1"), chunk.at("1:")];
	}
}

class CausalSelfAttention extends nn.Module {
	/**
	 * @param {number} nEmbd
	 * @param {number} nHead
	 * @param {number} blockSize
	 * @param {number} pdrop
	 */
	constructor(nEmbd, nHead, blockSize, pdrop) {
		super();
		this.c_attn = new nn.Linear(nEmbd, 3 * nEmbd);
		this.c_proj = new nn.Linear(nEmbd, nEmbd);
		this.attnDropout = new nn.Dropout(pdrop);
		this.residDropout = new nn.Dropout(pdrop);
		const mask = tril(ones(blockSize, blockSize));
		this.registerBuffer("mask", mask.view(1, 1, blockSize, blockSize));
		this.nHead = nHead;
		this.nEmbd = nEmbd;
	}

	/**
	 * @param {Tensor} x
	 * @returns {Tensor}
	 */
	forward(x) {
		const [B, T, C] = /** @type {[number, number, number]} */ (x.size());
		const heads = /** @param {Tensor} part */ (part) =>
			part.view(B, T, this.nHead, C / this.nHead).transpose(1, 2);
		const parts = this.c_attn(x).split(this.nEmbd, { dim: 2 });
		const [q, k, v] = /** @type {[Tensor, Tensor, Tensor]} */ (
			parts.map(heads)
		);
		let att = q.matmul(k.transpose(-2, -1)).mul(1.0 / Math.sqrt(k.size(-1)));
		const mask = this.getBuffer("mask").at(":", ":", `:${T}`, `:${T}`);
		att = att.maskedFill(mask.eq(0), -Infinity);
		att = this.attnDropout(F.softmax(att, { dim: -1 }));
		const y = att.matmul(v).transpose(1, 2).contiguous().view(B, T, C);
		return this.residDropout(this.c_proj(y));
	}
}

class Block extends nn.Module {
	/**
	 * @param {number} nEmbd
	 * @param {number} nHead
	 * @param {number} blockSize
	 * @param {number} pdrop
	 */
	constructor(nEmbd, nHead, blockSize, pdrop) {
		super();
		this.ln_1 = new nn.LayerNorm(nEmbd);
		this.attn = new CausalSelfAttention(nEmbd, nHead, blockSize, pdrop);
		this.ln_2 = new nn.LayerNorm(nEmbd);
		this.mlp = new nn.Sequential(
			new nn.Linear(nEmbd, 4 * nEmbd),
			new nn.GELU(),
			new nn.Linear(4 * nEmbd, nEmbd),
			new nn.Dropout(pdrop),
		);
	}

	/** @param {Tensor} x */
	forward(x) {
		x = x.add(this.attn(this.ln_1(x)));
		return x.add(this.mlp(this.ln_2(x)));
	}
}

class GPT extends nn.Module {
	/**
	 * @param {number} vocabSize
	 * @param {number} blockSize
	 * @param {number} nLayer
	 * @param {number} nHead
	 * @param {number} nEmbd
	 */
	constructor(vocabSize, blockSize, nLayer, nHead, nEmbd, pdrop = 0.1) {
		super();
		this.blockSize = blockSize;
		this.transformer = new nn.ModuleDict({
			wte: new nn.Embedding(vocabSize, nEmbd),
			wpe: new nn.Embedding(blockSize, nEmbd),
			drop: new nn.Dropout(pdrop),
			h: new nn.ModuleList(
				Array.from(
					{ length: nLayer },
					() => new Block(nEmbd, nHead, blockSize, pdrop),
				),
			),
			ln_f: new nn.LayerNorm(nEmbd),
		});
		this.lm_head = new nn.Linear(nEmbd, vocabSize, { bias: false });
		this.apply(initWeights);
		for (const [name, p] of this.namedParameters())
			if (name.endsWith("c_proj.weight"))
				// as GPT-2 does for the residual road
				nn.init.normal_(p, { mean: 0.0, std: 0.02 / Math.sqrt(2 * nLayer) });
	}

	/**
	 * Weights of matrices decay; biases, norms and embeddings do not.
	 * @param {{ lr: number, weightDecay: number }} options
	 */
	configureOptimizers({ lr, weightDecay }) {
		const linear = [...this.namedModules()].filter(
			([, m]) => m instanceof nn.Linear,
		);
		const decay = new Set(linear.map(([n]) => `${n}.weight`));
		const params = [...this.namedParameters()];
		const groups = [
			{ params: params.filter(([n]) => decay.has(n)), weightDecay },
			{ params: params.filter(([n]) => !decay.has(n)), weightDecay: 0.0 },
		];
		return new optim.AdamW(
			groups.map((g) => ({ ...g, params: g.params.map(([, p]) => p) })),
			{ lr, betas: [0.9, 0.95] },
		);
	}

	/** @type {(idx: Tensor, targets?: Tensor | null) => [Tensor, Tensor | null]} */
	forward(idx, targets = null) {
		const pos = arange(0, idx.size(1), { dtype: "int32" }).unsqueeze(0);
		const t = this.transformer;
		let x = t.at("wte")(idx).add(t.at("wpe")(pos));
		x = t.at("drop")(x);
		for (const block of /** @type {nn.ModuleList} */ (t.at("h"))) x = block(x);
		const logits = this.lm_head(t.at("ln_f")(x));
		if (targets === null) return [logits, null];
		const flat = logits.view(-1, logits.size(-1));
		return [
			logits,
			F.crossEntropy(flat, targets.view(-1), { ignoreIndex: -1 }),
		];
	}

	/**
	 * @param {Tensor} idx
	 * @param {number} maxNewTokens
	 * @param {{ temperature?: number, topK?: number | null }} options
	 */
	generate(idx, maxNewTokens, { temperature = 1.0, topK = null } = {}) {
		return noGrad(() => {
			for (let i = 0; i < maxNewTokens; i++) {
				let [logits] = this.forward(idx.at(":", `-${this.blockSize}:`));
				logits = logits.at(":", -1, ":").div(temperature);
				if (topK !== null) {
					const { values: v } = topk(logits, topK);
					logits.setAt([logits.lt(v.at(":", [-1]))], -Infinity);
				}
				const probs = F.softmax(logits, { dim: -1 });
				idx = cat([idx, multinomial(probs, { numSamples: 1 })], { dim: 1 });
			}
			return idx;
		});
	}
}

/** @param {nn.Module} module */
function initWeights(module) {
	if (module instanceof nn.Linear || module instanceof nn.Embedding)
		nn.init.normal_(module.weight, { mean: 0.0, std: 0.02 });
	if (module instanceof nn.Linear && module.bias !== null)
		nn.init.zeros_(module.bias);
}

/** @param {{ blockSize: number, nLayer: number, nHead: number, nEmbd: number, batchSize: number, steps: number, letters: number }} size */
export function run(size) {
	const { blockSize, nLayer, nHead, nEmbd, batchSize, steps, letters } = size;
	manualSeed(3407);
	const data = new CharDataset(TEXT, blockSize);
	const model = new GPT(data.chars.length, blockSize, nLayer, nHead, nEmbd);
	const optimizer = model.configureOptimizers({ lr: 3e-3, weightDecay: 0.1 });
	const numSamples = steps * batchSize;
	const sampler = new RandomSampler(data, { replacement: true, numSamples });
	const losses = [];
	const norms = [];
	model.train();
	for (const [x, y] of new DataLoader(data, batchSize, { sampler })) {
		const [, loss] = model(x, y);
		if (loss === null) break;
		model.zeroGrad({ setToNone: true });
		loss.backward();
		norms.push(nn.utils.clipGradNorm_(model.parameters(), 1.0).item());
		optimizer.step();
		losses.push(loss.item());
	}

	model.eval();
	const love = [..."Love"].map((ch) => data.chars.indexOf(ch));
	const start = tensor([love], { dtype: "int32" });
	const written = model.generate(start, letters, { temperature: 0.8, topK: 5 });
	const ids = /** @type {number[]} */ (written.at(0).tolist());
	return { losses, norms, text: ids.map((i) => data.chars[i]).join("") };
}
