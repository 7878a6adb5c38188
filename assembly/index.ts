export function heap_base(): usize {
  return __heap_base;
}
export * from "./kernels/reduce";
export * from "./kernels/reduce-arg";
export * from "./kernels/softmax";
export * from "./kernels/scan";
export * from "./kernels/sort";
export * from "./kernels/copy";
export * from "./kernels/cast";
export * from "./kernels/index-ops";
export * from "./kernels/linalg";
export * from "./kernels/im2col";
export * from "./kernels/optim";
export * from "./kernels/optim-adaptive";
export * from "./kernels/random";
export * from "./kernels/poisson";
export * from "./kernels/unary";
export * from "./kernels/unary-grad";
export * from "./kernels/binary";
export * from "./kernels/binary-mixed";
export * from "./kernels/compare";
export * from "./kernels/fill";
export * from "./kernels/matmul";
export * from "./kernels/pool";
