// Calls everything with anything: `npm run fuzz [calls in each of the two properties] [seed]`.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const [calls = "150000", seed = String(Date.now() % 2 ** 31)] =
	process.argv.slice(2);
const { resolve } = createRequire(import.meta.url);
const vitest = resolve("vitest/package.json").replace(
	"package.json",
	"vitest.mjs",
);
const { status } = spawnSync(
	process.execPath,
	[vitest, "run", "test/fuzz", "--project", "simd"],
	{
		stdio: "inherit",
		env: { ...process.env, FUZZ_CALLS: calls, FUZZ_SEED: seed },
	},
);
process.exitCode = status ?? 1;
