/** `torch.nn.utils`. */

export * from "../../../build/surface/nn-utils.js";
export type { ClipGradNormOptions } from "../utils/clip-grad.js";
export * as rnn from "./rnn.js";
