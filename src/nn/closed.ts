/** Which layers let go of every tensor that they see or make, so that what passes between two of them may be freed. */
import {
	GELU,
	LeakyReLU,
	LogSoftmax,
	ReLU,
	Sigmoid,
	Softmax,
	Tanh,
} from "./activation.js";
import { Conv1d, Conv2d } from "./conv.js";
import * as transposed from "./conv-transpose.js";
import { Dropout } from "./dropout.js";
import { Embedding } from "./embedding.js";
import { EmbeddingBag } from "./embedding-bag.js";
import * as featureDropout from "./feature-dropout.js";
import { Flatten, Unflatten } from "./flatten.js";
import { Identity } from "./identity.js";
import { Linear } from "./linear.js";
import type { Module } from "./module.js";
import * as padding from "./padding.js";
import * as piecewise from "./piecewise-activation.js";
import * as pooling from "./pooling.js";
import * as rearrange from "./rearrange.js";
import * as smooth from "./smooth-activation.js";

/** Made on first use: a module does nothing when imported. */
let forwards: ReadonlySet<unknown> | undefined;

function closedForwards(): ReadonlySet<unknown> {
	return new Set(
		[
			Conv1d,
			Conv2d,
			Dropout,
			Embedding,
			EmbeddingBag,
			Flatten,
			GELU,
			Identity,
			LeakyReLU,
			Linear,
			LogSoftmax,
			ReLU,
			Sigmoid,
			Softmax,
			Tanh,
			Unflatten,
			...Object.values(featureDropout),
			...Object.values(piecewise),
			...Object.values(pooling),
			...Object.values(padding),
			...Object.values(rearrange),
			...Object.values(smooth),
			...Object.values(transposed),
		].map((layer) => layer.prototype.forward),
	);
}

/**
 * Whether only library code runs when the layer is called: a forward of the library's own, neither overridden by a
 * subclass nor replaced on the instance, and no hooks.
 */
export function isClosed(layer: Module): boolean {
	forwards ??= closedForwards();
	return forwards.has(layer.forward) && !layer.hasHooks();
}
