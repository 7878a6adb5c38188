export { Compose } from "./compose.js";
export { Lambda } from "./lambda.js";
export { Normalize } from "./normalize.js";
export { ToTensor } from "./to-tensor.js";
export { Transform, type TransformLike } from "./transform.js";
