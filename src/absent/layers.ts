/** Layers of PyTorch that are not here. */

import { absent, absentSpace } from "./absent.js";

const ONE =
	"there is one device. Use the model itself, without the wrapper around it";
const VOLUMES =
	"volumes are not here: fold one dimension into the batch and use the layer for images";

/** @deprecated There is one device. */
export const DataParallel = /* @__PURE__ */ absent("DataParallel", ONE);
/** @deprecated There is one device. */
export const parallel = /* @__PURE__ */ absentSpace("parallel", ONE, {});
/** @deprecated There is one device. */
export const SyncBatchNorm = /* @__PURE__ */ absent(
	"SyncBatchNorm",
	"there is one device. Use BatchNorm2d",
);
/** @deprecated */
export const Conv3d = /* @__PURE__ */ absent("Conv3d", VOLUMES);
/** @deprecated */
export const MaxPool3d = /* @__PURE__ */ absent("MaxPool3d", VOLUMES);
/** @deprecated */
export const BatchNorm3d = /* @__PURE__ */ absent("BatchNorm3d", VOLUMES);
/** @deprecated */
export const LazyLinear = /* @__PURE__ */ absent(
	"LazyLinear",
	"say how many features come in: new nn.Linear(inFeatures, outFeatures)",
);
/** @deprecated */
export const LazyConv2d = /* @__PURE__ */ absent(
	"LazyConv2d",
	"say how many channels come in: new nn.Conv2d(inChannels, outChannels, kernelSize)",
);
