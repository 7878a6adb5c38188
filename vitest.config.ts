import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) =>
	fileURLToPath(new URL(`src/${path}`, import.meta.url));

// The examples import the package by its name; in tests that is the sources.
export default defineConfig({
	resolve: {
		alias: [
			{ find: /^flambeau$/, replacement: source("index.ts") },
			{ find: /^flambeau\/data$/, replacement: source("data/index.ts") },
		],
	},
	test: {
		include: ["test/**/*.test.ts"],
		// Machines differ in speed: the limit is there to end a hang, not to time a test.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		server: { deps: { inline: [/\/examples\//] } },
	},
});
