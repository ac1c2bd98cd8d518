// The common shape of a telephone line at any provider, and how its status follows from the facts of its row.
import { toE164 } from '../text/e164.ts';
import type { FactName, FactReaders } from './facts.ts';
import type { Row } from './fields.ts';

/** Every status of a line. `unknown`: the provider reports neither registration nor a block. */
export const lineStatuses = ['up', 'down', 'blocked', 'inactive', 'unknown'] as const;
/** One of `lineStatuses`. */
export type LineStatus = (typeof lineStatuses)[number];

/** Everything that bears on a status, in the order in which it is shown. `not_reported`: neither registration nor service is reported. */
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

/** A line as questions return it. Empty fields are left out. As a type, not an interface, it is a row, too. */
export type Line = {
  account: string;
  provider: string;
  /** What the rows of its list are, for instance `sip_line`. */
  kind: string;
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
  /** Everything that bears on the status, also what did not decide it. */
  reasons?: readonly StatusReason[];
  /** When the status was first seen, where a history is kept: ISO 8601 in UTC. */
  since?: string;
  /** The status changed over six times in a day, as the history knows. */
  flapping?: true;
  /** The provider's own word for its state, unchanged. */
  provider_status?: string;
  /** The number that outgoing calls show, E.164. */
  caller_id?: string;
  ip?: string;
  device?: string;
  /** In the provider's format. */
  created_at?: string;
  /** Where calls to it go, as far as its list states it: redirection, failover, account, scenarios, campaigns. */
  leads_to?: readonly string[];
  monthly_fee?: number;
  /** ISO 4217, of `monthly_fee`. */
  currency?: string;
};

/** The parts of an operation that a line is made of. */
export interface LineReader {
  provider: { readonly name: string };
  kind?: string;
  facts?: FactReaders;
  line?(row: Row): LineDetails;
}

type DetailFields = Omit<Line, 'account' | 'provider' | 'kind' | 'status' | 'reasons' | 'leads_to' | 'since' | 'flapping'>;

/** What an operation reads from a row to describe its line. The status, its reasons and `leads_to` follow from the facts. */
export type LineDetails = { [name in keyof DetailFields]?: DetailFields[name] | undefined };

/** Derives the status and all reasons from the facts of a row. Inactive comes before blocked, and blocked before up or down. */
export function deriveStatus(row: Row, facts: FactReaders): { status: LineStatus; reasons: StatusReason[] } {
  const registered = facts.registered?.read(row);
  const isUp = facts.inService?.read(row) ?? registered;
  const available = facts.available?.read(row);
  const blocked = facts.blocked?.read(row);
  const blockedManually = facts.blockedManually?.read(row);
  const blockedByLimit = facts.blockedByLimit?.read(row);
  const deactivated = facts.deactivated?.read(row);
  const pendingActivation = facts.pendingActivation?.read(row);
  const quarantined = facts.quarantined?.read(row);
  const reasons: StatusReason[] = [];
  if (registered === false) reasons.push('not_registered');
  if (blockedManually) reasons.push('blocked_manually');
  if (blockedByLimit) reasons.push('blocked_by_limit');
  if (facts.usageBlock?.read(row)) reasons.push('usage_block');
  if (deactivated) reasons.push('deactivated');
  if (pendingActivation) reasons.push('pending_activation');
  if (quarantined) reasons.push('quarantined');
  if (facts.unassigned?.read(row) || available) reasons.push('unassigned');
  if (isUp === undefined) reasons.push('not_reported');
  return {
    status: toStatus(deactivated || pendingActivation || quarantined || available, blocked || blockedManually || blockedByLimit, isUp),
    reasons,
  };
}

/** The facts of which a list needs one to have lines with a status; none are needed for a line of which nothing is known. */
export const factsByStatus: Readonly<Partial<Record<LineStatus, readonly FactName[]>>> = {
  up: ['inService', 'registered'],
  down: ['inService', 'registered'],
  blocked: ['blocked', 'blockedManually', 'blockedByLimit'],
  inactive: ['deactivated', 'pendingActivation', 'quarantined', 'available'],
};

/** The facts of which a list needs one to have lines with a reason; none are needed for `not_reported`. */
export const factsByReason: Readonly<Partial<Record<StatusReason, readonly FactName[]>>> = {
  not_registered: ['registered'],
  blocked_manually: ['blockedManually'],
  blocked_by_limit: ['blockedByLimit'],
  usage_block: ['usageBlock'],
  deactivated: ['deactivated'],
  pending_activation: ['pendingActivation'],
  quarantined: ['quarantined'],
  unassigned: ['unassigned', 'available'],
};

function toStatus(inactive: boolean | undefined, blocked: boolean | undefined, up: boolean | undefined): LineStatus {
  if (inactive) return 'inactive';
  if (blocked) return 'blocked';
  return up === undefined ? 'unknown' : up ? 'up' : 'down';
}

/** Builds the line of a row: adds the status, drops empty fields, and puts the fields in reading order. Throws if the rows are not lines. */
export function buildLine({ provider, kind, facts = {}, line: readDetails }: LineReader, account: string, row: Row): Line {
  if (readDetails === undefined || kind === undefined) throw new Error(`A list of ${provider.name} has no lines`);
  const { id, name, numbers, extension, owner, owner_id, provider_status, caller_id, ip, device, created_at, monthly_fee, currency } =
    readDetails(row);
  const { status, reasons } = deriveStatus(row, facts);
  const fields: { [name in keyof Line]: Line[name] | undefined } = {
    account,
    provider: provider.name,
    kind,
    id,
    name,
    numbers,
    extension,
    owner,
    owner_id,
    status,
    reasons,
    provider_status,
    caller_id,
    ip,
    device,
    created_at,
    leads_to: listDestinations(row, facts),
    monthly_fee,
    currency,
  };
  const line: Record<string, unknown> = {};
  for (const field in fields) {
    // A key of the object above.
    const value = fields[field as keyof Line];
    if (!isEmpty(value)) line[field] = value;
  }
  // The required fields are never empty.
  return line as unknown as Line;
}

const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Lists where calls to a line go: numbers as E.164, anything else as the provider writes it. */
function listDestinations(row: Row, { redirection, failover, boundTo, routedTo }: FactReaders): readonly string[] {
  const destinations: string[] = [];
  for (const fact of [redirection, failover]) {
    const text = fact?.read(row);
    if (text !== undefined) destinations.push(toE164(text) ?? text);
  }
  for (const fact of [boundTo, routedTo]) destinations.push(...(fact?.read(row) ?? []));
  return destinations;
}
