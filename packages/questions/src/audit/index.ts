// The audit checks, in the order of their findings.
import type { Check } from './check.ts';
import { duplicateNumber, noSipBehind, numberOnInactiveTrunk, unroutedNumber } from './number-checks.ts';
import { noCallerId, noOwner, openRegistration } from './owner-checks.ts';
import {
  alwaysFailover,
  blockedByLimit,
  blockedManually,
  idle,
  manyRegistrations,
  noEmergencyAddress,
  notRegistered,
  usageBlock,
} from './state-checks.ts';

/** All audit checks, worst first. */
export const checks: readonly Check[] = [
  usageBlock,
  numberOnInactiveTrunk,
  notRegistered,
  blockedByLimit,
  blockedManually,
  alwaysFailover,
  duplicateNumber,
  manyRegistrations,
  noOwner,
  unroutedNumber,
  noSipBehind,
  openRegistration,
  noCallerId,
  idle,
  noEmergencyAddress,
];
