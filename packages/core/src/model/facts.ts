// The facts that a row states about a line, in words that all providers share, and what follows from which facts a list reports.
import type { Row } from './fields.ts';

/** One fact that a list reports: the fields that it is read from, and how to read it. */
export interface Fact<Value> {
  /**
   * Dotted names of fields; `a|b` stands for either. A fact is visible if each of them came in at least one row, even empty. Otherwise the
   * access level may hide it, so that its absence proves nothing.
   */
  fields: readonly string[];
  /** Reads the value from a row with all its fields; undefined if the row does not state it. Pure; accepts any row. */
  read(row: Row): Value | undefined;
}

/** The facts that decide a line's status and its reasons. A fact that is undefined is unknown, never false. */
interface StatusFacts {
  /** Registered, or reachable where the provider reports that instead. */
  registered: boolean;
  /** For a number, which needs no registration: whether it is in service. */
  inService: boolean;
  /** Blocked, for a reason that the provider does not tell. */
  blocked: boolean;
  blockedManually: boolean;
  blockedByLimit: boolean;
  /** High-rate and international calls are blocked; other calls are not. */
  usageBlock: boolean;
  deactivated: boolean;
  /** A number that is used by nothing, and free to be. */
  available: boolean;
  pendingActivation: boolean;
  quarantined: boolean;
  /** Assigned to no person, extension or application. */
  unassigned: boolean;
}

/** Outgoing use in one month. */
interface MonthlyUse {
  /** As the provider writes it; months sort by time. */
  month: string;
  seconds: number;
}

/** Calls from one day to another, inclusive. */
interface UseWindow {
  from: string;
  to: string;
  calls: number;
}

/** Everything that rows may state about a line. */
export interface LineFacts extends StatusFacts {
  /** The line's own public numbers, E.164. */
  numbers: readonly string[];
  /** The short internal number. */
  extension: string;
  /** The name of the person who uses the line, or the id if the name is missing. */
  owner: string;
  /** True if the line is in use, so that it should have an owner. */
  inUse: boolean;
  /** True if the line can make outgoing calls. */
  canCallOut: boolean;
  /** The number that outgoing calls present, as the provider writes it. */
  callerId: string;
  /** The addresses that the line is registered from now. */
  registeredAddresses: readonly string[];
  /** What a number is bound to: the trunk, mobile or other account that gets its calls. Empty if nothing does. */
  boundTo: readonly string[];
  /** What handles incoming calls: the names of scenarios, campaigns, groups. Empty if nothing does. */
  routedTo: readonly string[];
  /** The number that calls are redirected to, as the provider writes it. */
  redirection: string;
  /** The number that a person had all calls of an extension or a trunk sent to, as the provider writes it. */
  personalRedirection: string;
  /** Where calls go if the line cannot be reached: a number, an address, or `number@address`. */
  failover: string;
  /** True if calls always go to the failover. */
  alwaysFailover: boolean;
  /** True if the first address that connects may register. */
  openRegistration: boolean;
  /** Outgoing use of past months, in any order. Months without a reported number of seconds are left out. */
  outgoingUse: readonly MonthlyUse[];
  /** Calls in and out from one day to another, where a request for the row told them. */
  recentUse: UseWindow;
  /** The address for emergency calls, or its id. */
  emergencyAddress: string;
  monthlyFee: number;
  /** The id of the product, in the account's price list, that sets the monthly fee. */
  product: string;
  /** Why a porting does not go on by itself: its stage, and since when. */
  portingProblem: string;
  /** True if callers from outside can dial through to other numbers, at the cost of the customer. */
  allowsDialThrough: boolean;
  /** True for a person who can sign in at the provider. */
  canSignIn: boolean;
  /** True if signing in takes a second factor. */
  secondFactor: boolean;
  /** The short numbers of the lines that a group rings. */
  ringsLines: readonly string[];
}

/** The name of a fact. */
export type FactName = keyof LineFacts;

/** The facts that a list reports. A fact that is not declared here is unknown for all its lines. */
export type FactReaders = { readonly [Name in FactName]?: Fact<LineFacts[Name]> };

/** Returns a field of the fact that came in no row; undefined if the fact is visible. `seenFields`: the fields that came in a row. */
export function findHiddenField({ fields }: Fact<unknown>, seenFields: ReadonlySet<string>): string | undefined {
  return fields.find(field => !field.split('|').some(name => seenFields.has(name)))?.split('|', 1)[0];
}

/** Everything that a list may report about its lines, in the order in which tables show it, and the facts that it consists of. */
const factsByCapability = {
  registration: ['registered'],
  billing: ['blockedManually', 'blockedByLimit'],
  owner: ['owner'],
  fees: ['monthlyFee'],
  usage: ['usageBlock', 'outgoingUse'],
  caller_id: ['callerId'],
  addresses: ['registeredAddresses', 'openRegistration'],
  failover: ['failover'],
  routing: ['routedTo'],
  emergency: ['emergencyAddress'],
} as const satisfies Record<string, readonly FactName[]>;

/** Something that a list may report about its lines, as `list_accounts` names it. */
export type Capability = keyof typeof factsByCapability;

/** All capabilities, in the order in which tables show them. */
export const capabilities = Object.keys(factsByCapability) as readonly Capability[]; // The keys of the object above.

/** Returns true if a list with these facts reports the capability for its lines. */
export const hasCapability = (facts: FactReaders, capability: Capability): boolean =>
  factsByCapability[capability].some(name => facts[name] !== undefined);
