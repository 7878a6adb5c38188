export {
	Adadelta,
	type AdadeltaGroup,
	type AdadeltaOptions,
} from "./adadelta.js";
export { Adagrad, type AdagradGroup, type AdagradOptions } from "./adagrad.js";
export { Adam, type AdamGroup, type AdamOptions, AdamW } from "./adam.js";
export { Adamax, type AdamaxGroup, type AdamaxOptions } from "./adamax.js";
export { ASGD, type ASGDGroup, type ASGDOptions } from "./asgd.js";
export { LBFGS, type LBFGSGroup, type LBFGSOptions } from "./lbfgs.js";
export * as lrScheduler from "./lr-scheduler/index.js";
export { NAdam, type NAdamGroup, type NAdamOptions } from "./nadam.js";
export { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
export type { GroupInput } from "./param-groups.js";
export { RAdam, type RAdamGroup, type RAdamOptions } from "./radam.js";
export { RMSprop, type RMSpropGroup, type RMSpropOptions } from "./rmsprop.js";
export { Rprop, type RpropGroup, type RpropOptions } from "./rprop.js";
export { SGD, type SGDGroup, type SGDOptions } from "./sgd.js";
export type { OptimizerStateDict } from "./state-dict.js";
export * as swaUtils from "./swa-utils.js";
