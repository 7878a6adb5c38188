// Elementwise functions of two inputs: op_dtype(a, aStep, b, bStep, out, begin, end), steps 0 or 1.
import { zip, zipOne, zipSmall } from "../drivers/binary";
import {
  Add,
  Sub,
  Mul,
  Div,
  Maximum,
  Minimum,
  And,
  Or,
  Xor,
  Pow,
  TruncDivide,
  Fmod,
  Remainder,
  FloorDivide,
  Atan2,
} from "./binary-formulas";

/** f32: a loop for each way of stepping. */
export function add_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zip<Add, f32>(a, aStep, b, bStep, out, begin, end);
}
export function sub_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zip<Sub, f32>(a, aStep, b, bStep, out, begin, end);
}
export function mul_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zip<Mul, f32>(a, aStep, b, bStep, out, begin, end);
}
export function div_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zip<Div, f32>(a, aStep, b, bStep, out, begin, end);
}
export function maximum_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Maximum, f32>(a, aStep, b, bStep, out, begin, end);
}
export function minimum_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Minimum, f32>(a, aStep, b, bStep, out, begin, end);
}
export function pow_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Pow, f32>(a, aStep, b, bStep, out, begin, end);
}
export function floor_divide_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<FloorDivide, f32>(a, aStep, b, bStep, out, begin, end);
}
export function trunc_divide_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<TruncDivide, f32>(a, aStep, b, bStep, out, begin, end);
}
export function remainder_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Remainder, f32>(a, aStep, b, bStep, out, begin, end);
}
export function fmod_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Fmod, f32>(a, aStep, b, bStep, out, begin, end);
}
export function atan2_f32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Atan2, f32>(a, aStep, b, bStep, out, begin, end);
}

/** f64. */
export function add_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Add, f64>(a, aStep, b, bStep, out, begin, end);
}
export function sub_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Sub, f64>(a, aStep, b, bStep, out, begin, end);
}
export function mul_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Mul, f64>(a, aStep, b, bStep, out, begin, end);
}
export function div_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Div, f64>(a, aStep, b, bStep, out, begin, end);
}
export function maximum_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Maximum, f64>(a, aStep, b, bStep, out, begin, end);
}
export function minimum_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Minimum, f64>(a, aStep, b, bStep, out, begin, end);
}
export function pow_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Pow, f64>(a, aStep, b, bStep, out, begin, end);
}
export function floor_divide_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<FloorDivide, f64>(a, aStep, b, bStep, out, begin, end);
}
export function trunc_divide_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<TruncDivide, f64>(a, aStep, b, bStep, out, begin, end);
}
export function remainder_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Remainder, f64>(a, aStep, b, bStep, out, begin, end);
}
export function fmod_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Fmod, f64>(a, aStep, b, bStep, out, begin, end);
}
export function atan2_f64(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Atan2, f64>(a, aStep, b, bStep, out, begin, end);
}

/** i32, wrapping; x / 0 and x % 0 are 0. */
export function add_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Add, i32>(a, aStep, b, bStep, out, begin, end);
}
export function sub_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Sub, i32>(a, aStep, b, bStep, out, begin, end);
}
export function mul_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Mul, i32>(a, aStep, b, bStep, out, begin, end);
}
export function maximum_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Maximum, i32>(a, aStep, b, bStep, out, begin, end);
}
export function minimum_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Minimum, i32>(a, aStep, b, bStep, out, begin, end);
}
export function pow_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Pow, i32>(a, aStep, b, bStep, out, begin, end);
}
export function floor_divide_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<FloorDivide, i32>(a, aStep, b, bStep, out, begin, end);
}
export function trunc_divide_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<TruncDivide, i32>(a, aStep, b, bStep, out, begin, end);
}
export function remainder_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Remainder, i32>(a, aStep, b, bStep, out, begin, end);
}
export function fmod_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipOne<Fmod, i32>(a, aStep, b, bStep, out, begin, end);
}
export function bitwise_and_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<And, i32>(a, aStep, b, bStep, out, begin, end);
}
export function bitwise_or_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Or, i32>(a, aStep, b, bStep, out, begin, end);
}
export function bitwise_xor_i32(a: usize, aStep: i32, b: usize, bStep: i32, out: usize, begin: i32, end: i32): void {
  zipSmall<Xor, i32>(a, aStep, b, bStep, out, begin, end);
}
