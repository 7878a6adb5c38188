import { probe } from "./probe.mjs";

/** Answers with the numbers, and with whether the host compiles bytes: one that does would prove nothing. */
export default {
	fetch() {
		try {
			const result = probe();
			return Response.json({ ...result, compiles: compilesBytes() });
		} catch (error) {
			return Response.json({ error: String(error.stack) });
		}
	},
};

function compilesBytes() {
	try {
		new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
		return true;
	} catch {
		return false;
	}
}
