// Reads a large tensor once an epoch, between many that are dropped, and prints the linear memory after each epoch, as JSON.
// node held-out.mjs <epochs> <MB held out> <pairs an epoch> <MB of each>
import { memory, ones, zeros } from "flambeau";

const [epochs, heldOutMB, pairs, megabytes] = process.argv.slice(2).map(Number);
const heldOut = ones([heldOutMB * 250_000]);
const heaps = [];
const limits = [];
let read = 0;
for (let epoch = 0; epoch < epochs; epoch++) {
	for (let i = 0; i < pairs; i++) zeros([megabytes * 250_000]).add(1);
	read += heldOut.sum().item();
	heaps.push(memory().heap);
	limits.push(memory().limit);
}
const { returns } = memory();
process.stdout.write(JSON.stringify({ heaps, limits, returns, read }));
