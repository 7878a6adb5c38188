/** From numbers of items, or from a stream of items, to batches. */
import { ValueError } from "../value/errors.js";
import { inBatches } from "./batch-sampler.js";
import type { Gettable, IterableDataset } from "./dataset.js";

/** Makes a batch of items, from at least one. */
export type CollateFn<Item, Batch> = (items: Item[]) => Batch;

/** How batches are made of a dataset's items. */
export interface Fetcher<Batch> {
	batches(): IterableIterator<Batch>;
	batchesAsync(): AsyncIterableIterator<Batch>;
}

/** Batches of the items whose numbers come in lists. With `gather`, the dataset may make whole batches itself. */
export function fetchByIndex<Item, Batch>(
	dataset: Gettable<Item>,
	lists: Iterable<readonly number[]>,
	collate: CollateFn<Awaited<Item>, Batch>,
	gather: boolean,
): Fetcher<Batch> {
	const whole = (list: readonly number[]): Batch | undefined =>
		gather ? (dataset.getBatch?.(list) as Batch | undefined) : undefined;
	return {
		*batches() {
			const get = (i: number): Awaited<Item> => refusePromise(dataset.get(i));
			for (const list of lists)
				yield whole(list) ?? collate(Array.from(list, get));
		},
		async *batchesAsync() {
			const get = (i: number): Item => dataset.get(i);
			for (const list of lists)
				yield whole(list) ?? collate(await Promise.all(Array.from(list, get)));
		},
	};
}

/** Batches of items in the order in which they come. */
export function fetchInOrder<Item, Batch>(
	dataset: IterableDataset<Item>,
	batchSize: number,
	dropLast: boolean,
	collate: CollateFn<Awaited<Item>, Batch>,
): Fetcher<Batch> {
	return {
		*batches() {
			for (const items of inBatches(dataset, batchSize, dropLast))
				yield collate(items.map(refusePromise));
		},
		async *batchesAsync() {
			let batch: Awaited<Item>[] = [];
			for await (const item of dataset) {
				batch.push(item);
				if (batch.length < batchSize) continue;
				yield collate(batch);
				batch = [];
			}
			if (batch.length > 0 && !dropLast) yield collate(batch);
		},
	};
}

/** The items with the given numbers, one by one. */
export function fetchItems<Item, Batch>(
	dataset: Gettable<Item>,
	order: Iterable<number>,
	convert: CollateFn<Awaited<Item>, Batch>,
): Fetcher<Batch> {
	// PyTorch gives the item itself, not a list of one, to the function.
	const make = convert as unknown as (item: Awaited<Item>) => Batch;
	return {
		*batches() {
			for (const i of order) yield make(refusePromise(dataset.get(i)));
		},
		async *batchesAsync() {
			for (const i of order) yield make(await dataset.get(i));
		},
	};
}

/** The items of a stream, one by one. */
export function fetchStream<Item, Batch>(
	dataset: IterableDataset<Item>,
	convert: CollateFn<Awaited<Item>, Batch>,
): Fetcher<Batch> {
	const make = convert as unknown as (item: Awaited<Item>) => Batch;
	return {
		*batches() {
			const items = { [Symbol.iterator]: () => dataset[Symbol.iterator]() };
			for (const item of items) yield make(refusePromise(item));
		},
		async *batchesAsync() {
			for await (const item of dataset) yield make(item);
		},
	};
}

function refusePromise<Item>(item: Item): Awaited<Item> {
	if (typeof (item as PromiseLike<unknown> | undefined)?.then !== "function")
		return item as Awaited<Item>;
	// Nobody will wait for this item: should it fail, then not as an unhandled rejection besides the error below.
	(item as PromiseLike<unknown>).then(undefined, () => undefined);
	throw new ValueError(
		"DataLoader",
		"the dataset gives Promises, which a plain loop cannot wait for; use 'for await (const batch of loader)'",
	);
}
