/** The calls of `test/fixtures/streams.json.gz`, by the text that stands for them there. */

import {
	DataLoader,
	randomSplit,
	TensorDataset,
} from "../../src/data/index.js";
import {
	arange,
	bernoulli,
	empty,
	full,
	Generator,
	multinomial,
	nn,
	normal,
	ones,
	rand,
	randint,
	randn,
	randperm,
	type Tensor,
	tensor,
} from "../../src/index.js";

type Result = Tensor | readonly Tensor[];

/** The batches of one pass. */
function batches(loader: Iterable<readonly Tensor[]>): Tensor[] {
	return Array.from(loader, ([x]) => x as Tensor);
}

function shuffled(n: number, batchSize: number) {
	return new DataLoader(new TensorDataset(arange(n)), {
		batchSize,
		shuffle: true,
	});
}

const dropout = nn.functional.dropout;

/** `seed` matters only where the call has a generator of its own. */
export const calls: Readonly<Record<string, (seed: number) => Result>> = {
	"rand([5])": () => rand([5]),
	"rand([3, 7])": () => rand([3, 7]),
	"rand([6], float64)": () => rand([6], { dtype: "float64" }),
	"randn([7])": () => randn([7]),
	"randn([15])": () => randn([15]),
	"randn([16])": () => randn([16]),
	"randn([37])": () => randn([37]),
	"randn([4, 20])": () => randn([4, 20]),
	"randn([6], float64)": () => randn([6], { dtype: "float64" }),
	"randint(0, 10, [20])": () => randint(0, 10, [20]),
	"randint(-5, 1000000, [20])": () => randint(-5, 1000000, [20]),
	"randperm(10)": () => randperm(10),
	"randperm(1000)": () => randperm(1000),
	"bernoulli(full([20], 0.3))": () => bernoulli(full([20], 0.3)),
	"empty([20]).uniform_(-2, 3)": () => empty([20]).uniform_(-2, 3),
	"empty([20]).normal_(1, 2)": () => empty([20]).normal_(1, 2),
	"empty([10]).exponential_(1.5)": () => empty([10]).exponential_(1.5),
	"multinomial([1, 2, 3, 4], 10, replacement)": () =>
		multinomial(tensor([1, 2, 3, 4], { dtype: "float32" }), 10, {
			replacement: true,
		}),
	"dropout(ones([30]), 0.5)": () => dropout(ones([30]), 0.5),
	"normal(arange(20), 0.5)": () =>
		normal(arange(20, { dtype: "float32" }), 0.5),
	"nn.Linear(5, 4)": () => [...new nn.Linear(5, 4).parameters()],
	"nn.Sequential(Linear(6, 9), ReLU, Linear(9, 2))": () => [
		...new nn.Sequential(
			new nn.Linear(6, 9),
			new nn.ReLU(),
			new nn.Linear(9, 2),
		).parameters(),
	],
	"nn.Conv2d(2, 3, 3)": () => [...new nn.Conv2d(2, 3, 3).parameters()],
	"nn.Embedding(7, 3)": () => [...new nn.Embedding(7, 3).parameters()],
	"init.kaimingNormal_([6, 8])": () => nn.init.kaimingNormal_(empty([6, 8])),
	"init.xavierUniform_([6, 8])": () => nn.init.xavierUniform_(empty([6, 8])),
	"init.truncNormal_([40])": () => nn.init.truncNormal_(empty([40])),
	"DataLoader(arange(20), batchSize 6, shuffle)": () =>
		batches(shuffled(20, 6)),
	"DataLoader twice": () => {
		const loader = shuffled(9, 4);
		return [...batches(loader), ...batches(loader)];
	},
	"randomSplit(10, [7, 3])": () =>
		randomSplit(new TensorDataset(arange(10)), [7, 3]).map(({ indices }) =>
			tensor(Array.from(indices), { dtype: "int32" }),
		),
	"randn([3]); rand([2]); randn([16]); randn([1])": () => [
		randn([3]),
		rand([2]),
		randn([16]),
		randn([1]),
	],
	"own Generator: rand([4]); randperm(6)": (seed) => {
		const generator = new Generator().manualSeed(seed);
		return [rand([4], { generator }), randperm(6, { generator })];
	},
};
