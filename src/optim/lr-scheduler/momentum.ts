/** The momentum of an optimiser's groups, under either of its names. */
import { ValueError } from "../../value/errors.js";
import type { Schedulable } from "./scheduler.js";

interface MomentumGroup {
	momentum?: number;
	betas?: readonly [number, number];
}

/** The groups, if all have a momentum or betas. */
function groupsOf(optimizer: Schedulable): readonly MomentumGroup[] {
	return optimizer.paramGroups as readonly MomentumGroup[];
}

/** @throws ValueError for an optimiser without momentum */
export function checkMomentum(op: string, optimizer: Schedulable): void {
	for (const group of groupsOf(optimizer))
		if (group.momentum === undefined && group.betas === undefined)
			throw new ValueError(
				op,
				"cycleMomentum with an optimiser that has no momentum; use one that has, or pass { cycleMomentum: false }",
			);
}

/** Sets the momentum of a group, or its first beta. */
export function setMomentum(
	optimizer: Schedulable,
	i: number,
	value: number,
): void {
	const group = groupsOf(optimizer)[i] as MomentumGroup;
	if (group.betas !== undefined) group.betas = [value, group.betas[1]];
	else group.momentum = value;
}
