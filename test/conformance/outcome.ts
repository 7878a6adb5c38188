/** What became of a case. */
import { FlambeauError } from "../../src/index.js";

export type Outcome =
	| { readonly status: "passed" }
	| { readonly status: "failed"; readonly message: string }
	/** The library has nothing of this name. */
	| { readonly status: "unsupported"; readonly name: string }
	/** Listed, with the reason, in `exceptions.ts`. */
	| { readonly status: "excepted"; readonly reason: string };

/** The result of a case is not what PyTorch gave. */
export class Mismatch extends Error {}

/** Throws a Mismatch if there is a difference to report. */
export function refuse(problem: string | undefined): void {
	if (problem !== undefined) throw new Mismatch(problem);
}

/** Runs what must be rejected, with an error of the library's own: a crash is no rejection. */
export function mustReject(run: () => unknown): void {
	try {
		run();
	} catch (error) {
		if (error instanceof FlambeauError) return;
		throw error;
	}
	throw new Mismatch("nothing was thrown; PyTorch rejects this");
}
