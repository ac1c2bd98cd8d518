// The checks of the audit, worst first.

import type { Check } from './check.ts';
import { duplicateNumber, numberLeadsNowhere, numberOnInactiveTrunk } from './number-checks.ts';
import { noCallerId, noOwner, openToFirstComer } from './owner-checks.ts';
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
  numberLeadsNowhere,
  openToFirstComer,
  noCallerId,
  idle,
  noEmergencyAddress,
];
