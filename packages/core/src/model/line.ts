// The common shape of a telephone line at any provider, and how its status follows from the provider's signals.
import type { E164 } from '../text/e164.ts';

/** What the rows of a list are, as questions name them. */
export const lineKinds = ['sip_line', 'virtual_number', 'sip_trunk', 'sip_phone', 'sip_id', 'number'] as const;
/** One of `lineKinds`. */
export type LineKind = (typeof lineKinds)[number];

/** Every status of a line. `unknown`: the provider reports neither registration nor a block. */
export const lineStatuses = ['up', 'down', 'blocked', 'inactive', 'unknown'] as const;
/** One of `lineStatuses`. */
export type LineStatus = (typeof lineStatuses)[number];

/** Everything that may explain a status, in the order in which it is shown. `not_reported` explains `unknown`. */
export const statusReasons = [
  'not_registered',
  'blocked_manually',
  'blocked_by_limit',
  'usage_block',
  'deactivated',
  'pending_activation',
  'quarantined',
  'unassigned',
  'not_reported',
] as const;
/** One of `statusReasons`. */
export type StatusReason = (typeof statusReasons)[number];

/** A line as questions return it. Empty fields are left out. */
export interface Line {
  account: string;
  provider: string;
  kind: LineKind;
  id?: string;
  name?: string;
  /** Its own public numbers, E.164. */
  numbers?: readonly string[];
  /** The short internal number. */
  extension?: string;
  /** The name of the person that the line is assigned to. */
  owner?: string;
  owner_id?: string;
  status: LineStatus;
  reasons?: readonly StatusReason[];
  /** The number that outgoing calls show, E.164. */
  caller_id?: string;
  ip?: string;
  device?: string;
  /** In the provider's format. */
  created_at?: string;
  monthly_fee?: number;
  /** ISO 4217, of `monthly_fee`. */
  currency?: string;
}

/** What a provider reports about the state of a row. A signal that it does not report is undefined, never false. */
export interface StatusSignals {
  /** Registered, or reachable where the provider reports that instead. */
  registered?: boolean | undefined;
  /** True for a number in service, which needs no registration. */
  inService?: boolean | undefined;
  blockedManually?: boolean | undefined;
  blockedByLimit?: boolean | undefined;
  /** High-rate and international calls are blocked; other calls are not. */
  usageBlock?: boolean | undefined;
  deactivated?: boolean | undefined;
  pendingActivation?: boolean | undefined;
  quarantined?: boolean | undefined;
  /** Assigned neither to a person nor to an application. */
  unassigned?: boolean | undefined;
}

/** How a number that is not the line's own relates to it. */
export type RelatedNumberRole = 'failover' | 'redirection';

type LineFields = Omit<Line, 'account' | 'provider' | 'kind' | 'status' | 'reasons'>;

/** What an operation reads from one row. Account, provider, kind and status are added by `buildLine`. */
export type LineDetails = { [name in keyof LineFields]?: LineFields[name] | undefined } & {
  signals: StatusSignals;
  /** Numbers that are not the line's own but lead to it or from it. `find_number` matches them, too. */
  relatedNumbers?: readonly { role: RelatedNumberRole; number: E164 }[];
};

/** Derives the status and all reasons for it. Inactive comes before blocked, and blocked before up or down. */
export function deriveStatus(signals: StatusSignals): { status: LineStatus; reasons: StatusReason[] } {
  const { registered, inService, blockedManually, blockedByLimit, usageBlock, deactivated, pendingActivation, quarantined, unassigned } =
    signals;
  const blocked = blockedManually || blockedByLimit;
  const inactive = deactivated || pendingActivation || quarantined;
  const notReported = registered === undefined && inService === undefined && !inactive && !blocked;
  const applies: Record<StatusReason, boolean | undefined> = {
    not_registered: registered === false,
    blocked_manually: blockedManually,
    blocked_by_limit: blockedByLimit,
    usage_block: usageBlock,
    deactivated,
    pending_activation: pendingActivation,
    quarantined,
    unassigned,
    not_reported: notReported,
  };
  return { status: toStatus(inactive, blocked, inService ?? registered), reasons: statusReasons.filter(reason => applies[reason]) };
}

function toStatus(inactive: boolean | undefined, blocked: boolean | undefined, up: boolean | undefined): LineStatus {
  if (inactive) return 'inactive';
  if (blocked) return 'blocked';
  return up === undefined ? 'unknown' : up ? 'up' : 'down';
}

/** Builds a line from the details of a row: adds the status, drops empty fields, and puts the fields in reading order. */
export function buildLine(
  source: Pick<Line, 'account' | 'provider' | 'kind'>,
  { signals, relatedNumbers: _, ...details }: LineDetails,
): Line {
  const { id, name, numbers, extension, owner, owner_id, ...rest } = details;
  const { status, reasons } = deriveStatus(signals);
  const fields = { id, name, numbers, extension, owner, owner_id, status, reasons, ...rest };
  const line: Record<string, unknown> = { ...source };
  for (const [field, value] of Object.entries(fields)) if (!isEmpty(value)) line[field] = value;
  // The required fields are never empty.
  return line as unknown as Line;
}

const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
