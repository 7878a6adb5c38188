// Trains a small convolutional network to read handwritten digits. Run by `npm run lenet`.
import { loadMNIST } from "../mnist/data.mjs";
import { run } from "./run.mjs";

run(loadMNIST(true), loadMNIST(false), 2);
