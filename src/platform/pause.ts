interface Host {
	readonly setImmediate?: (done: () => void) => void;
}

/**
 * Lets everything run that waits: input, drawing, timers, messages. It resolves after them, as soon as the host allows.
 * (`scheduler.yield()` does not: it goes on before messages and timers that waited longer.)
 */
export function pause(): Promise<void> {
	const { setImmediate } = globalThis as Host;
	if (setImmediate !== undefined)
		return new Promise((done) => setImmediate(done));
	// A timer waits four milliseconds when it is set again and again; a message does not.
	return new Promise((done) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			done();
		};
		port2.postMessage(null);
	});
}
