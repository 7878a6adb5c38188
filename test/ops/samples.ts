import type { OpName } from "./names.js";
import type { Sample } from "./sample.js";

export const samples: Record<OpName, readonly Sample[]> = {};
