export { Adam, type AdamGroup, type AdamOptions, AdamW } from "./adam.js";
export * as lrScheduler from "./lr-scheduler/index.js";
export { Optimizer, type ParamGroup, type ParamsInput } from "./optimizer.js";
export type { GroupInput } from "./param-groups.js";
export { RMSprop, type RMSpropGroup, type RMSpropOptions } from "./rmsprop.js";
export { SGD, type SGDGroup, type SGDOptions } from "./sgd.js";
export type { OptimizerStateDict } from "./state-dict.js";
