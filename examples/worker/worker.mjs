// A Worker that reads digits and one that learns: Cloudflare's `wrangler dev` serves it as it is. Under the condition
// "workerd" the package imports its kernels, since these hosts compile nothing; there is nothing to configure.
import {
	loadSafetensors,
	manualSeed,
	nn,
	noGrad,
	optim,
	tensor,
} from "flambeau";
import weights from "./digits.safetensors";

const model = makeModel();
model.loadStateDict(loadSafetensors(new Uint8Array(weights)));
model.eval();

function makeModel() {
	return new nn.Sequential(
		new nn.Linear(784, 16),
		new nn.ReLU(),
		new nn.Linear(16, 10),
	);
}

export default {
	/** @param {Request} request */
	async fetch(request) {
		const { pathname } = new URL(request.url);
		if (pathname === "/predict")
			return Response.json(predict(await request.json()));
		if (pathname === "/train") return Response.json(train(100));
		return new Response("POST 784 numbers to /predict, or GET /train\n");
	},
};

/**
 * Which digit an image shows, and how sure the network is.
 * @param {number[]} pixels 784 numbers from 0 to 1
 */
function predict(pixels) {
	return noGrad(() => {
		const image = tensor(pixels).sub(0.1307).div(0.3081).reshape(1, 784);
		const { values, indices } = model(image).softmax(1).max(1);
		return { digit: indices.item(), probability: values.item() };
	});
}

/**
 * Learns XOR from scratch.
 * @param {number} steps
 */
function train(steps) {
	manualSeed(0);
	const x = tensor([
		[0, 0],
		[0, 1],
		[1, 0],
		[1, 1],
	]);
	const y = tensor([0, 1, 1, 0]);
	const net = new nn.Sequential(
		new nn.Linear(2, 8),
		new nn.Tanh(),
		new nn.Linear(8, 2),
	);
	const optimizer = new optim.Adam(net.parameters(), { lr: 0.1 });
	const losses = [];
	for (let step = 0; step < steps; step++) {
		optimizer.zeroGrad();
		const loss = nn.functional.crossEntropy(net(x), y);
		loss.backward();
		optimizer.step();
		losses.push(loss.item());
	}
	return { first: losses.at(0), last: losses.at(-1), steps };
}
