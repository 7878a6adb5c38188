import type { keepsShape } from "../../value/typed-shape.js";
import { Module } from "./module.js";

/** A module whose output has the shape of its input, so that the compiler can look through it in a `Sequential`. */
export abstract class ShapeKeeping extends Module {
	declare readonly [keepsShape]: true;
}
