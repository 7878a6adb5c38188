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
		server: { deps: { inline: [/\/examples\//] } },
	},
});
