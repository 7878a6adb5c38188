import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { entries } from "./scripts/entries.mjs";

const debugKernels = {
	find: /^\.\/core-simd\.js$/,
	replacement: fileURLToPath(
		new URL("bindings/core-debug.ts", import.meta.url),
	),
};

// The examples import the package by its name; in tests that is the sources.
export default defineConfig({
	resolve: {
		alias: [
			...Object.entries(entries).map(([name, file]) => ({
				find: new RegExp(`^flambeau${name === "index" ? "" : `/${name}`}$`),
				replacement: fileURLToPath(new URL(file, import.meta.url)),
			})),
		],
	},
	test: {
		// Machines differ in speed: the limit is there to end a hang, not to time a test.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		server: { deps: { inline: [/\/examples\//] } },
		projects: [
			{
				extends: true,
				test: { name: "simd", include: ["test/**/*.test.ts"] },
			},
			{
				// Every operation and step also on the kernels that check what they are given.
				extends: true,
				resolve: { alias: [debugKernels] },
				test: {
					name: "debug",
					include: ["test/{fuzz,ops,optim,safety}/*.test.ts"],
				},
			},
		],
	},
});
