/** `torch.nn.utils.rnn`. */

export * from "../../../build/surface/nn-utils-rnn.js";
export {
	PackedSequence,
	type PackOptions,
	type PadPackedOptions,
} from "../utils/packed-sequence.js";
export type { PadSequenceOptions } from "../utils/rnn.js";
