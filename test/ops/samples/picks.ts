import { gather, indexSelect, maskedSelect } from "../../../src/index.js";
import { broadcast, build, get, type Nd, replaced } from "../reference.js";
import { everything, type Sample } from "../sample.js";

/** PyTorch's x[...] over positions along one dimension. */
const taken = (x: Nd, dim: number, positions: Nd): Nd =>
	build(
		[...x.shape.slice(0, dim), ...positions.shape, ...x.shape.slice(dim + 1)],
		(index) => {
			const rank = positions.shape.length;
			const at = get(positions, index.slice(dim, dim + rank));
			return get(x, [...index.slice(0, dim), at, ...index.slice(dim + rank)]);
		},
	);

export const picks = {
	indexSelect: [
		{
			shapes: [
				[[3, 2], [4]],
				[[3, 2], [0]],
				[[3, 17], [5]],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => indexSelect(x, 0, i),
			oracle: (x, i) => taken(x as Nd, 0, i as Nd),
		},
		{
			shapes: [
				[[2, 3], [4]],
				[[2, 3, 2], [5]],
			],
			domains: ["any", { size: 3 }],
			call: (x, i) => indexSelect(x, 1, i),
			oracle: (x, i) => taken(x as Nd, 1, i as Nd),
		},
	],
	gather: [
		{
			shapes: [
				[
					[3, 2],
					[5, 2],
				],
				[
					[3, 2],
					[2, 1],
				],
				[
					[3, 2],
					[0, 2],
				],
				[
					[3, 19],
					[7, 19],
				],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => gather(x, 0, i),
			oracle: (x, i) =>
				build((i as Nd).shape, (index) =>
					get(x as Nd, replaced(index, 0, get(i as Nd, index))),
				),
		},
		{
			shapes: [
				[
					[2, 3],
					[2, 4],
				],
			],
			domains: ["any", { size: 3 }],
			call: (x, i) => gather(x, -1, i),
			oracle: (x, i) =>
				build((i as Nd).shape, (index) =>
					get(x as Nd, replaced(index, 1, get(i as Nd, index))),
				),
		},
	],
	maskedSelect: [
		{
			shapes: [
				[
					[2, 3],
					[2, 3],
				],
				[[2, 3], [3]],
				[
					[0, 3],
					[0, 3],
				],
				[[33], [33]],
			],
			domains: ["any", "mask"],
			dtypes: everything,
			call: (x, m) => maskedSelect(x, m),
			oracle: (x, m) => {
				const shape = broadcast((x as Nd).shape, (m as Nd).shape);
				const all = build(shape, (i) => get(x as Nd, i)).data;
				const wanted = build(shape, (i) => get(m as Nd, i)).data;
				const data = all.filter((_, i) => wanted[i]);
				return { shape: [data.length], data };
			},
		},
	],
	nonzero: [
		{
			shapes: [[[2, 3]], [[0]], [[33]], [[3, 4, 5]]],
			domains: ["zeros"],
			dtypes: everything,
			differentiable: false,
			call: (x) => x.nonzero(),
			oracle: (x) => {
				const found: number[] = [];
				build((x as Nd).shape, (index) => {
					if (get(x as Nd, index) !== 0) found.push(...index);
					return 0;
				});
				const rank = (x as Nd).shape.length;
				return { shape: [found.length / rank, rank], data: found };
			},
		},
	],
	at: [
		{
			name: "slices and positions",
			shapes: [[[3, 4, 2]], [[3, 4, 0]]],
			dtypes: everything,
			call: (x) => x.at("1:", "::2", null),
			oracle: (x) =>
				build([2, 2, 1, (x as Nd).shape[2] as number], ([i, j, , k]) =>
					get(x as Nd, [(i as number) + 1, (j as number) * 2, k as number]),
				),
		},
		{
			name: "an index tensor in the middle",
			shapes: [
				[
					[2, 3, 2],
					[2, 2],
				],
			],
			domains: ["any", { size: 3 }],
			dtypes: everything,
			call: (x, i) => x.at(":", i),
			oracle: (x, i) => taken(x as Nd, 1, i as Nd),
		},
		{
			name: "two index tensors apart",
			shapes: [[[3, 2, 3], [4]]],
			domains: ["any", { size: 3 }],
			call: (x, i) => x.at(i, ":", i),
			oracle: (x, i) =>
				build([4, 2], ([a, b]) => {
					const p = (i as Nd).data[a as number] as number;
					return get(x as Nd, [p, b as number, p]);
				}),
		},
		{
			name: "a mask",
			shapes: [
				[
					[2, 3],
					[2, 3],
				],
				[[5, 2], [5]],
			],
			domains: ["any", "mask"],
			call: (x, m) => x.at(m),
			oracle: (x, m) => {
				const width = (x as Nd).data.length / (m as Nd).data.length;
				const data = (x as Nd).data.filter(
					(_, i) => (m as Nd).data[Math.floor(i / width)],
				);
				const rest = (x as Nd).shape.slice((m as Nd).shape.length);
				return { shape: [data.length / width, ...rest], data };
			},
		},
	],
} satisfies Record<string, readonly Sample[]>;
