// The table of faults: every kind of answer, or of none, that a provider or a gateway before it may give instead of a list.
import { bodyKinds } from './body-kinds.ts';
import { errorKinds } from './error-kinds.ts';
import type { FaultKind } from './fault-kind.ts';
import { statusKinds } from './status-kinds.ts';
import { transportKinds } from './transport-kinds.ts';

export { type FaultCode, type FaultKind, getCodes, planted } from './fault-kind.ts';

/** Every kind, each with a name of its own. */
export const faultKinds: readonly FaultKind[] = [...statusKinds, ...bodyKinds, ...errorKinds, ...transportKinds];
