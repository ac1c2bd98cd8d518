// A line: the one shape that a row of any list becomes, and how its status follows from what the provider says.
import type { E164 } from '../text/e164.ts';

/** What a list's rows are; the questions' word for it. */
export const kinds = ['sip_line', 'virtual_number', 'sip_trunk', 'sip_phone', 'sip_id', 'number'] as const;
export type Kind = (typeof kinds)[number];

export const statuses = ['up', 'down', 'blocked', 'inactive', 'unknown'] as const;
export type Status = (typeof statuses)[number];

export const reasons = [
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
export type Reason = (typeof reasons)[number];

/** Empty fields are left out. */
export interface Line {
  account: string;
  provider: string;
  kind: Kind;
  id?: string;
  name?: string;
  /** E.164, `+` and digits. */
  numbers?: readonly string[];
  /** A short internal number. */
  extension?: string;
  owner?: string;
  owner_id?: string;
  status: Status;
  reasons?: readonly Reason[];
  /** The number that outgoing calls present, E.164. */
  caller_id?: string;
  ip?: string;
  device?: string;
  /** As the provider writes it. */
  created_at?: string;
  monthly_fee?: number;
  currency?: string;
}

/** What a provider says of a row's state. A signal that it does not give is undefined, never false. */
export interface Signals {
  /** Reachable or registered. */
  registered?: boolean | undefined;
  /** A number in service: it needs no registration. */
  inService?: boolean | undefined;
  blockedManually?: boolean | undefined;
  blockedByLimit?: boolean | undefined;
  /** High-rate and international calls are blocked; others go on. */
  usageBlock?: boolean | undefined;
  deactivated?: boolean | undefined;
  pendingActivation?: boolean | undefined;
  quarantined?: boolean | undefined;
  /** Nobody and nothing uses it. */
  unassigned?: boolean | undefined;
}

/** How else a line has to do with a number. */
export type Role = 'failover' | 'redirection';

type Said = Omit<Line, 'account' | 'provider' | 'kind' | 'status' | 'reasons'>;

/** What a record says of one row; account, provider, kind and status are worked out. */
export type LineFacts = { [name in keyof Said]?: Said[name] | undefined } & {
  signals: Signals;
  /** Numbers that are not the line's own, as far as they can be found. */
  others?: readonly { role: Role; number: E164 }[];
};

/** The status, and everything that bears on it. */
export function stateOf(signals: Signals): { status: Status; reasons: Reason[] } {
  const { registered, inService, blockedManually, blockedByLimit, usageBlock, deactivated, pendingActivation, quarantined, unassigned } =
    signals;
  const blocked = blockedManually || blockedByLimit;
  const inactive = deactivated || pendingActivation || quarantined;
  const silent = registered === undefined && inService === undefined && !inactive && !blocked;
  const given: Record<Reason, boolean | undefined> = {
    not_registered: registered === false,
    blocked_manually: blockedManually,
    blocked_by_limit: blockedByLimit,
    usage_block: usageBlock,
    deactivated,
    pending_activation: pendingActivation,
    quarantined,
    unassigned,
    not_reported: silent,
  };
  return { status: statusOf(inactive, blocked, inService ?? registered), reasons: reasons.filter(reason => given[reason]) };
}

function statusOf(inactive: boolean | undefined, blocked: boolean | undefined, up: boolean | undefined): Status {
  if (inactive) return 'inactive';
  if (blocked) return 'blocked';
  return up === undefined ? 'unknown' : up ? 'up' : 'down';
}

/** The line that a record's facts make, its fields in the order in which people read them. */
export function lineOf(own: Pick<Line, 'account' | 'provider' | 'kind'>, { signals, others: _, ...facts }: LineFacts): Line {
  const { id, name, numbers, extension, owner, owner_id, ...rest } = facts;
  const { status, reasons } = stateOf(signals);
  const said = { id, name, numbers, extension, owner, owner_id, status, reasons, ...rest };
  const line: Record<string, unknown> = { ...own };
  for (const [field, value] of Object.entries(said)) if (!isEmpty(value)) line[field] = value;
  // What is required is never empty.
  return line as unknown as Line;
}

const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
