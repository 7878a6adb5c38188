import { nn } from "flambeau";

/** LeNet-5, with ReLU and max pooling as it is built today: 1 × 28 × 28 pixels in, ten scores out. */
export function makeLeNet() {
	return new nn.Sequential(
		new nn.Conv2d(1, 6, 5, { padding: 2 }), // 6 × 28 × 28
		new nn.ReLU(),
		new nn.MaxPool2d(2), // 6 × 14 × 14
		new nn.Conv2d(6, 16, 5), // 16 × 10 × 10
		new nn.ReLU(),
		new nn.MaxPool2d(2), // 16 × 5 × 5
		new nn.Flatten(),
		new nn.Linear(16 * 5 * 5, 120),
		new nn.ReLU(),
		new nn.Linear(120, 84),
		new nn.ReLU(),
		new nn.Linear(84, 10),
	);
}
