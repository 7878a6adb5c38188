// Packing for matmul. A block of `count` lanes (rows of A or columns of B) by k steps becomes panels of 16 or 32 bytes:
//
//   panel 0: step 0 [lane 0 .. lane w-1] step 1 [lane 0 .. lane w-1] ... step k-1
//   panel 1: step 0 [lane w .. ]         ...
//
// Strides are in bytes here. A panel that is not full repeats what is near: nothing computed from those lanes is stored.

/** Packs from any strides. */
export function pack<T>(
  from: usize, laneStep: usize, kStep: usize, count: i32, k: i32, panel: usize, to: usize,
): void {
  if (laneStep == sizeof<T>()) packVectors(from, kStep, <usize>count * sizeof<T>(), k, panel, to);
  else if (sizeof<T>() == 4 && kStep == 4) packTransposed(from, laneStep, count, k, panel, to);
  else packElements<T>(from, laneStep, kStep, count, k, panel, to);
}

/**
 * Lanes side by side in memory. Eight steps of every panel before the next eight: the source is read along its rows
 * and each visit to a panel writes whole cache lines.
 */
function packVectors(from: usize, kStep: usize, bytes: usize, k: i32, panel: usize, to: usize): void {
  const panelSize = panel * <usize>k;
  for (let p = 0; p < k; p += 8) {
    const steps = min(8, k - p);
    let panelTo = to;
    for (let x: usize = 0; x < bytes; x += panel) {
      let s = from + x;
      let d = panelTo;
      if (panel == 16) {
        for (let i = 0; i < steps; i++, s += kStep, d += 16) v128.store(d, v128.load(s));
      } else {
        // The second vector of a half panel could lie past the end of the source's block.
        const second: usize = bytes - x > 16 ? 16 : 0;
        for (let i = 0; i < steps; i++, s += kStep, d += 32) {
          v128.store(d, v128.load(s));
          v128.store(d, v128.load(s + second), 16);
        }
      }
      panelTo += panelSize;
    }
    from += 8 * kStep;
    to += 8 * panel;
  }
}

/** Steps side by side in memory, 4-byte elements: 4x4 blocks transposed by shuffles. */
function packTransposed(from: usize, laneStep: usize, count: i32, k: i32, panel: usize, to: usize): void {
  const panelSize = panel * <usize>k;
  for (let lane = 0; lane < count; lane += 4) {
    let s0 = from;
    let s1 = lane + 1 < count ? s0 + laneStep : s0;
    let s2 = lane + 2 < count ? s1 + laneStep : s1;
    let s3 = lane + 3 < count ? s2 + laneStep : s2;
    const x = <usize>lane * 4;
    let d = to + (x / panel) * panelSize + (x & (panel - 1));
    let p = 0;
    for (; p < k - 3; p += 4) {
      const r0 = v128.load(s0), r1 = v128.load(s1), r2 = v128.load(s2), r3 = v128.load(s3);
      const lo01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5), hi01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      const lo23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5), hi23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      v128.store(d, v128.shuffle<i64>(lo01, lo23, 0, 2));
      v128.store(d + panel, v128.shuffle<i64>(lo01, lo23, 1, 3));
      v128.store(d + 2 * panel, v128.shuffle<i64>(hi01, hi23, 0, 2));
      v128.store(d + 3 * panel, v128.shuffle<i64>(hi01, hi23, 1, 3));
      d += 4 * panel;
      s0 += 16;
      s1 += 16;
      s2 += 16;
      s3 += 16;
    }
    for (; p < k; p++) {
      store<i32>(d, load<i32>(s0));
      store<i32>(d, load<i32>(s1), 4);
      store<i32>(d, load<i32>(s2), 8);
      store<i32>(d, load<i32>(s3), 12);
      d += panel;
      s0 += 4;
      s1 += 4;
      s2 += 4;
      s3 += 4;
    }
    from += 4 * laneStep;
  }
}

function packElements<T>(
  from: usize, laneStep: usize, kStep: usize, count: i32, k: i32, panel: usize, to: usize,
): void {
  const width = <i32>(panel / sizeof<T>());
  for (let lane = 0; lane < count; lane += width) {
    for (let i = 0; i < width; i++) {
      let s = from + <usize>min(lane + i, count - 1) * laneStep;
      let d = to + <usize>i * sizeof<T>();
      for (let p = 0; p < k; p++, s += kStep, d += panel) store<T>(d, load<T>(s));
    }
    to += panel * <usize>k;
  }
}
