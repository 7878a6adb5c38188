/** What is moved out, in multiples of the limit, without one return before the limit falls. */
const PATIENCE = 2;
const FALL = 3 / 4;

/**
 * A limit that follows the live set. What was moved out and comes back was alive: the limit rises by it. When much was
 * moved out and nothing came back, more was kept than is alive: the limit falls.
 */
export class SpillLimit {
	value: number;
	#movedInVain = 0;

	constructor(
		readonly first: number,
		readonly last: number,
	) {
		this.value = first;
	}

	/** Is at least `value` from now on, until it falls again. */
	raiseTo(value: number): void {
		if (value > this.value) this.value = Math.min(this.last, value);
	}

	movedOut(amount: number): void {
		this.#movedInVain += amount;
		if (this.#movedInVain <= PATIENCE * this.value) return;
		this.#movedInVain = 0;
		this.value = Math.max(this.first, Math.floor(this.value * FALL));
	}

	cameBack(amount: number): void {
		this.#movedInVain = 0;
		this.raiseTo(this.value + amount);
	}
}
