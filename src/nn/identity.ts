import type { Tensor } from "../tensor.js";
import { Module } from "./module.js";

/** Gives its input. @example new nn.Identity()(x) === x; */
export class Identity extends Module {
	forward(x: Tensor): Tensor {
		return x;
	}
}
