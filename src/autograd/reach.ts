/** Which part of a graph a walk needs. */
import type { Node } from "./node.js";

/**
 * The nodes behind `starts`, these included, from which a path leads to one of `ends`, and those of `ends` themselves.
 * A node is made after all that its edges lead to, so nothing older than the oldest end is looked at.
 */
export function leadingTo(
	ends: ReadonlySet<Node>,
	starts: readonly Node[],
): ReadonlySet<Node> {
	let oldest = Number.POSITIVE_INFINITY;
	for (const { order } of ends) if (order < oldest) oldest = order;
	const seen = new Set(starts.filter(({ order }) => order >= oldest));
	// A set gives what is added to it while it is walked.
	for (const node of seen)
		for (const edge of node.edges)
			if (edge !== null && edge.node.order >= oldest) seen.add(edge.node);
	const leading = new Set<Node>();
	for (const node of [...seen].sort((a, b) => a.order - b.order))
		if (ends.has(node) || leads(node, leading)) leading.add(node);
	return leading;
}

function leads(node: Node, leading: ReadonlySet<Node>): boolean {
	for (const edge of node.edges)
		if (edge !== null && leading.has(edge.node)) return true;
	return false;
}
