// The audit checks, in the order of their findings.
import type { Check } from './check.ts';
import { paidButIdle } from './cost-checks.ts';
import { portingAttention, suspendedInGroup } from './group-checks.ts';
import { duplicateNumber, noSipBehind, numberOnInactiveTrunk, unroutedNumber } from './number-checks.ts';
import { noCallerId, noOwner, openRegistration } from './owner-checks.ts';
import { routeToDeadEnd } from './route-checks.ts';
import { disaOpen, noSecondFactor, redirectToPrivate } from './security-checks.ts';
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
  routeToDeadEnd,
  suspendedInGroup,
  redirectToPrivate,
  disaOpen,
  noSecondFactor,
  portingAttention,
  openRegistration,
  noCallerId,
  idle,
  paidButIdle,
  noEmergencyAddress,
];
