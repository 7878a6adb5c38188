import { probe } from "./probe.mjs";

/** What the page computed, or the error's message, to the server that it came from. */
function answer() {
	try {
		return probe();
	} catch (error) {
		return { error: `${error.name} ${error.message}` };
	}
}

fetch("/result", { method: "POST", body: JSON.stringify(answer()) });
