// A progress bar where there is a terminal; nothing where there is none, such as in a log file.
import { SingleBar } from "cli-progress";

/**
 * @param {string} title
 * @param {number} images how many there are to go through
 */
export function startProgress(title, images) {
	const bar = new SingleBar({
		format: `${title} {bar} {percentage}%  loss {loss}  {speed} examples/s  {left} left`,
		barCompleteChar: "█",
		barIncompleteChar: "░",
		barsize: 24,
		clearOnComplete: true,
		// Ctrl-C then ends the program at once, as training does not wait for events.
		gracefulExit: false,
	});
	const start = performance.now();
	let done = 0;
	let mean = Number.NaN;
	bar.start(images, 0, { loss: "-", speed: "-", left: "-" });
	return {
		/**
		 * @param {number} loss
		 * @param {number} count images in this batch
		 */
		step(loss, count) {
			done += count;
			// The losses of single batches jump; this mean forgets them within about twenty.
			mean = Number.isNaN(mean) ? loss : 0.95 * mean + 0.05 * loss;
			const perSecond = (1000 * done) / (performance.now() - start);
			bar.update(done, {
				loss: mean.toFixed(4),
				speed: Math.round(perSecond).toLocaleString("en").padStart(7),
				left: `${Math.ceil((images - done) / perSecond)} s`,
			});
		},
		/** Takes the bar away and tells the seconds it took and the last mean of the loss. */
		stop() {
			bar.stop();
			return { seconds: (performance.now() - start) / 1000, loss: mean };
		},
	};
}
