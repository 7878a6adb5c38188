/** How many calls each file makes, and from which seed: `npm run fuzz` makes more, from a new one. */
export const calls = Number(process.env.FUZZ_CALLS ?? 12_000);
export const seed = Number(process.env.FUZZ_SEED ?? 1);
