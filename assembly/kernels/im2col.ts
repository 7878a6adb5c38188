// Windows of an image as the columns of a matrix, and back: what turns convolutions into matrix products.
//
//   cols [channels * kh * kw, windows]: row (c, i, j) holds, for each window, its element (i, j) of channel c
//
// The windows are those of the rows `top` to `bottom` of the output, each `width` long. Window (y, x) has element (i, j) at
// image row y * sh - ph + i * dh and column x * sw - pw + j * dw; what lies outside the image is 0. No term exceeds 2^31.
import { addRun, copyRun, fillRun, stepRun } from "./copy-run";

/** The first window whose element lies in the image, `from` being where that of window 0 is. */
// @ts-ignore: decorator
@inline
function firstInside(from: i32, step: i32, width: i32): i32 {
  return from >= 0 ? 0 : min(width, (step - 1 - from) / step);
}

/** The end of the windows whose element lies in an image of `size`. */
// @ts-ignore: decorator
@inline
function endInside(from: i32, step: i32, width: i32, size: i32): i32 {
  return from >= size ? 0 : min(width, (size - 1 - from) / step + 1);
}

function im2col<T>(
  image: usize, cols: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32,
  width: i32, top: i32, bottom: i32, begin: i32, end: i32,
): void {
  const line = <usize>width * sizeof<T>();
  cols += <usize>begin * <usize>(bottom - top) * line;
  for (let r = begin; r < end; r++) {
    const row = r / kw;
    const left = (r % kw) * dw - pw;
    const plane = image + <usize>(row / kh) * <usize>h * <usize>w * sizeof<T>();
    const first = firstInside(left, sw, width);
    const count = endInside(left, sw, width, w) - first;
    let y = top * sh + (row % kh) * dh - ph;
    for (let o = top; o < bottom; o++, y += sh, cols += line) {
      if (count <= 0 || y < 0 || y >= h) {
        fillRun<T>(cols, 0, width);
        continue;
      }
      const to = cols + <usize>first * sizeof<T>();
      const from = plane + (<usize>y * <usize>w + <usize>(first * sw + left)) * sizeof<T>();
      if (first > 0) fillRun<T>(cols, 0, first);
      if (sw == 1) copyRun<T>(to, from, count);
      else stepRun<T>(to, 1, from, sw, count);
      if (first + count < width) fillRun<T>(to + <usize>count * sizeof<T>(), 0, width - first - count);
    }
  }
}

// @ts-ignore: decorator
@inline
function addSteps<T>(dst: usize, step: i32, src: usize, count: i32): void {
  const by = <usize>step * sizeof<T>();
  for (let i = 0; i < count; i++, dst += by, src += sizeof<T>()) store<T>(dst, load<T>(dst) + load<T>(src));
}

function col2im<T>(
  cols: usize, image: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32,
  width: i32, top: i32, bottom: i32, begin: i32, end: i32,
): void {
  const line = <usize>width * sizeof<T>();
  const taps = kh * kw;
  cols += <usize>begin * <usize>taps * <usize>(bottom - top) * line;
  for (let c = begin; c < end; c++) {
    const plane = image + <usize>c * <usize>h * <usize>w * sizeof<T>();
    for (let tap = 0; tap < taps; tap++) {
      const left = (tap % kw) * dw - pw;
      const first = firstInside(left, sw, width);
      const count = endInside(left, sw, width, w) - first;
      let y = top * sh + (tap / kw) * dh - ph;
      for (let o = top; o < bottom; o++, y += sh, cols += line) {
        if (count <= 0 || y < 0 || y >= h) continue;
        const to = plane + (<usize>y * <usize>w + <usize>(first * sw + left)) * sizeof<T>();
        const from = cols + <usize>first * sizeof<T>();
        if (sw == 1) addRun<T>(to, from, count);
        else addSteps<T>(to, sw, from, count);
      }
    }
  }
}

/** cols = the windows of the image, by element size; the range is over the rows of cols. */
export function im2col_4(image: usize, cols: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32, width: i32, top: i32, bottom: i32, begin: i32, end: i32): void { im2col<i32>(image, cols, h, w, kh, kw, sh, sw, ph, pw, dh, dw, width, top, bottom, begin, end); }
export function im2col_8(image: usize, cols: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32, width: i32, top: i32, bottom: i32, begin: i32, end: i32): void { im2col<i64>(image, cols, h, w, kh, kw, sh, sw, ph, pw, dh, dw, width, top, bottom, begin, end); }

/** image += what cols holds of it; the range is over the channels. */
export function col2im_f32(cols: usize, image: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32, width: i32, top: i32, bottom: i32, begin: i32, end: i32): void { col2im<f32>(cols, image, h, w, kh, kw, sh, sw, ph, pw, dh, dw, width, top, bottom, begin, end); }
export function col2im_f64(cols: usize, image: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32, width: i32, top: i32, bottom: i32, begin: i32, end: i32): void { col2im<f64>(cols, image, h, w, kh, kw, sh, sw, ph, pw, dh, dw, width, top, bottom, begin, end); }
export function col2im_i32(cols: usize, image: usize, h: i32, w: i32, kh: i32, kw: i32, sh: i32, sw: i32, ph: i32, pw: i32, dh: i32, dw: i32, width: i32, top: i32, bottom: i32, begin: i32, end: i32): void { col2im<i32>(cols, image, h, w, kh, kw, sh, sw, ph, pw, dh, dw, width, top, bottom, begin, end); }
