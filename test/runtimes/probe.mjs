// What each runtime computes from one seed: a hash of all its bits says whether two computed the same.
import {
	arange,
	linalg,
	manualSeed,
	nn,
	optim,
	rand,
	randn,
	randperm,
	tensor,
} from "flambeau";

export function probe() {
	manualSeed(7);
	const results = [
		randn(17, 33).matmul(randn(33, 9)),
		nn.functional.conv2d(randn(2, 3, 9, 9), randn(4, 3, 3, 3)),
		nn.functional.dropout(rand(50), 0.4),
		linalg.inv(randn(5, 5).double()),
		randperm(100),
		arange(40).div(7).exp().sin().softmax(0),
		...trained(),
	];
	const loss = results.at(-1).item();
	if (!(loss < 1e-2))
		throw new Error(`XOR was not learnt: its loss is ${loss}`);
	return { hash: hashOf(results), loss };
}

/** The weights of a network that has learnt XOR, and its last loss. */
function trained() {
	const x = tensor([
		[0, 0],
		[0, 1],
		[1, 0],
		[1, 1],
	]);
	const y = tensor([0, 1, 1, 0]);
	const model = new nn.Sequential(
		new nn.Linear(2, 8),
		new nn.Tanh(),
		new nn.Linear(8, 2),
	);
	const optimizer = new optim.Adam(model.parameters(), { lr: 0.1 });
	let loss = tensor(1);
	for (let step = 0; step < 100; step++) {
		optimizer.zeroGrad();
		loss = nn.functional.crossEntropy(model(x), y);
		loss.backward();
		optimizer.step();
	}
	return [...model.parameters(), loss];
}

/** FNV-1a of the bytes of all elements. */
function hashOf(tensors) {
	let hash = 0x811c9dc5;
	for (const t of tensors) {
		const { buffer, byteOffset, byteLength } = t.detach().toTypedArray();
		for (const byte of new Uint8Array(buffer, byteOffset, byteLength))
			hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
	}
	return hash.toString(16).padStart(8, "0");
}
