// An LSTM learns which word comes next: dropout, tied weights, clipped gradients, SGD by hand.
import { readFileSync } from "node:fs";
import { manualSeed, multinomial, nn, noGrad, randint, tensor } from "flambeau";

/**
 * @typedef {import("flambeau").Tensor} Tensor
 * @typedef {[Tensor, Tensor]} Hidden
 */

const F = nn.functional;
const TEXT = readFileSync(new URL("sonnets.txt", import.meta.url), "utf8");

class RNNModel extends nn.Module {
	/**
	 * @param {number} ntoken
	 * @param {number} ninp
	 * @param {number} nlayers
	 */
	constructor(ntoken, ninp, nlayers, dropout = 0.2) {
		super();
		this.drop = new nn.Dropout(dropout);
		this.encoder = new nn.Embedding(ntoken, ninp);
		this.rnn = new nn.LSTM(ninp, ninp, nlayers, { dropout });
		this.decoder = new nn.Linear(ninp, ntoken);
		this.decoder.weight = this.encoder.weight;
		nn.init.uniform_(this.encoder.weight, -0.1, 0.1);
		if (this.decoder.bias) nn.init.zeros_(this.decoder.bias);
		this.nlayers = nlayers;
		this.ninp = ninp;
	}

	/** @type {(input: Tensor, hidden: Hidden) => [Tensor, Hidden]} */
	forward(input, hidden) {
		const emb = this.drop(this.encoder(input));
		const [output, next] = this.rnn(emb, hidden);
		const decoded = this.decoder(this.drop(output));
		return [F.logSoftmax(decoded.flatten(0, 1), { dim: 1 }), next];
	}

	/** @type {(bsz: number) => Hidden} */
	initHidden(bsz) {
		const { weight } = this.encoder;
		return [
			weight.newZeros(this.nlayers, bsz, this.ninp),
			weight.newZeros(this.nlayers, bsz, this.ninp),
		];
	}
}

/** @param {{ epochs: number, batchSize: number, bptt: number, width: number, words: number }} size */
export function run({ epochs, batchSize, bptt, width, words }) {
	manualSeed(1111);
	const tokens = TEXT.toLowerCase().match(/[a-z'-]+|[.,:;?!]|\n/g) ?? [];
	const dictionary = [...new Set(tokens)].sort();
	const ids = tensor(
		tokens.map((token) => dictionary.indexOf(token)),
		{ dtype: "int32" },
	);
	const nbatch = Math.floor(ids.size(0) / batchSize);
	const data = ids
		.narrow(0, 0, nbatch * batchSize)
		.view(batchSize, -1)
		.t()
		.contiguous();
	const model = new RNNModel(dictionary.length, width, 2);

	let lr = 20.0;
	const losses = [];
	for (let epoch = 0; epoch < epochs; epoch++) {
		model.train();
		let hidden = model.initHidden(batchSize);
		for (let i = 0; i < data.size(0) - 1; i += bptt) {
			const length = Math.min(bptt, data.size(0) - 1 - i);
			model.zeroGrad();
			const [h, c] = hidden;
			let output;
			[output, hidden] = model(data.at(`${i}:${i + length}`), [
				h.detach(),
				c.detach(),
			]);
			const targets = data.at(`${i + 1}:${i + 1 + length}`).view(-1);
			const loss = F.nllLoss(output, targets);
			loss.backward();
			nn.utils.clipGradNorm_(model.parameters(), 0.25);
			for (const p of model.parameters())
				if (p.grad) p.data.add_(p.grad, { alpha: -lr });
			losses.push(loss.item());
		}
		lr /= 1.5;
	}

	model.eval();
	/** @type {string[]} */
	const said = [];
	let hidden = model.initHidden(1);
	const input = randint(dictionary.length, [1, 1]);
	noGrad(() => {
		for (let word = 0; word < words; word++) {
			let output;
			[output, hidden] = model(input, hidden);
			input.fill_(multinomial(output.squeeze().exp(), 1).at(0));
			said.push(String(dictionary[input.item()]));
		}
	});
	return { losses, said: said.join(" ") };
}
