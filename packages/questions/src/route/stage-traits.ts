// What a stage is for a call, and the same in a few bits.
import type { LineStatus } from '@linekeeper/core';
import type { Stage } from './read-stages.ts';

/** The bit of a stage that takes no call and passes none on. */
export const outOfService = 1;
/** The bit of a stage where a call may end well. */
export const destination = 2;
/** The bit of a stage whose row tells what comes after it. */
export const leadsOn = 4;

/** Returns the bits of a stage. */
export function readTraits(stage: Stage): number {
  const leads = stage.ends !== undefined || (stage.targets?.length ?? 0) > 0;
  return (isOutOfService(stage) ? outOfService : 0) + (isDestination(stage) ? destination : 0) + (leads ? leadsOn : 0);
}

const statusesOutOfService: readonly (string | undefined)[] = ['down', 'blocked', 'inactive'] satisfies LineStatus[];

/** Returns true for a line that takes no call and passes none on. */
export const isOutOfService = ({ status }: { status?: string | undefined }): boolean => statusesOutOfService.includes(status);

/** The order of the stages that have a number: the number itself comes before the trunk that it is on, and this before anything else. */
export const entryRanks = { number: 0, trunk: 1, other: 2 } as const;

/** Returns the rank of a stage among those that have a number. */
export const rankEntry = ({ entry }: Stage): number => (entry === undefined ? entryRanks.other : entryRanks[entry]);

/** A phone, a line or a mobile is where a call arrives; anything else without a next stage leads nowhere. */
export const isDestination = ({ kind, entry, status }: Stage): boolean =>
  status !== undefined && entry !== 'number' && kind !== 'extension';
