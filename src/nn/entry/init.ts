/** `torch.nn.init`. */

export * from "../../../build/surface/nn-init.js";
export type { FanMode, Nonlinearity } from "../init/fan.js";
export type { OrthogonalOptions } from "../init/orthogonal.js";
export type { KaimingOptions, XavierOptions } from "../init/scaled.js";
export type { TruncNormalOptions } from "../init/simple.js";
