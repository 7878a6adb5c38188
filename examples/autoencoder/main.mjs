// Trains an autoencoder of handwritten digits and draws what it remembers of them. Run by `npm run autoencoder`.
import { transforms } from "flambeau/data";
import { loadMNIST } from "../mnist/data.mjs";
import { sideBySide } from "../mnist/drawing.mjs";
import { reconstructions, run } from "./run.mjs";

const pixels = new transforms.ToTensor();
const test = loadMNIST(false, pixels);
const { model } = run(loadMNIST(true, pixels), test, 5);

console.log(
	"\nimages that it never saw, and what it draws from its numbers:\n",
);
const drawings = reconstructions(model, test, 6);
console.log(sideBySide(drawings, process.stdout.columns ?? 80));
