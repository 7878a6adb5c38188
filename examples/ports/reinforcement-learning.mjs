// An actor and its critic balance a pole on a cart.
import {
	distributions,
	finfo,
	manualSeed,
	nn,
	optim,
	rand,
	stack,
	tensor,
} from "flambeau";

/** @typedef {import("flambeau").Tensor} Tensor */

const F = nn.functional;
const { Categorical } = distributions;

/** Barto, Sutton and Anderson's cart: position, velocity, angle, angular velocity; pushed left or right. */
class CartPole {
	/** @type {number[]} */
	state = [];

	reset() {
		const start = rand(4).mul(0.1).sub(0.05).tolist();
		this.state = /** @type {number[]} */ (start);
		return this.state;
	}

	/** @param {number} action */
	step(action) {
		const [x = 0, v = 0, angle = 0, spin = 0] = this.state;
		const force = action === 1 ? 10.0 : -10.0;
		const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
		const push = (force + 0.05 * spin * spin * sin) / 1.1;
		const fall =
			(9.8 * sin - cos * push) / (0.5 * (4 / 3 - (0.1 * cos * cos) / 1.1));
		const pull = push - (0.05 * fall * cos) / 1.1;
		const moved = [x + 0.02 * v, v + 0.02 * pull];
		const turned = [angle + 0.02 * spin, spin + 0.02 * fall];
		this.state = [...moved, ...turned];
		const done = Math.abs(x + 0.02 * v) > 2.4;
		const fell = Math.abs(angle + 0.02 * spin) > Math.PI / 15;
		return { state: this.state, reward: 1.0, done: done || fell };
	}
}

class Policy extends nn.Module {
	affine1 = new nn.Linear(4, 128);
	actionHead = new nn.Linear(128, 2);
	valueHead = new nn.Linear(128, 1);

	/** @type {(x: Tensor) => [Tensor, Tensor]} */
	forward(x) {
		x = F.relu(this.affine1(x));
		return [F.softmax(this.actionHead(x), { dim: -1 }), this.valueHead(x)];
	}
}

/** @param {{ episodes: number, mostSteps: number }} size */
export function run({ episodes, mostSteps }) {
	manualSeed(543);
	const env = new CartPole();
	const model = new Policy();
	const optimizer = new optim.Adam(model.parameters(), { lr: 3e-2 });
	const lengths = [];
	const losses = [];
	for (let episode = 0; episode < episodes; episode++) {
		let state = env.reset();
		/** @type {[Tensor, Tensor][]} */
		const saved = [];
		const rewards = [];
		for (let t = 0; t < mostSteps; t++) {
			const [probs, value] = model(tensor(state));
			const m = new Categorical(probs);
			const action = m.sample();
			saved.push([m.logProb(action), value]);
			const next = env.step(action.item());
			state = next.state;
			rewards.push(next.reward);
			if (next.done) break;
		}
		const loss = policyAndValueLoss(saved, rewards);
		optimizer.zeroGrad();
		loss.backward();
		optimizer.step();
		lengths.push(rewards.length);
		losses.push(loss.item());
	}
	return { lengths, losses };
}

/**
 * @param {[Tensor, Tensor][]} saved
 * @param {number[]} rewards
 */
function policyAndValueLoss(saved, rewards, gamma = 0.99) {
	const discounted = [];
	let total = 0.0;
	for (const r of [...rewards].reverse()) {
		total = r + gamma * total;
		discounted.unshift(total);
	}
	let returns = tensor(discounted);
	returns = returns.sub(returns.mean()).div(returns.std().add(finfo().eps));
	const policyLosses = [];
	const valueLosses = [];
	for (const [i, [logProb, value]] of saved.entries()) {
		const R = returns.at(i);
		const advantage = R.sub(value.item());
		policyLosses.push(logProb.neg().mul(advantage));
		valueLosses.push(F.smoothL1Loss(value, R.unsqueeze(0)));
	}
	return stack(policyLosses).sum().add(stack(valueLosses).sum());
}
