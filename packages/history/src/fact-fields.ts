// Which fields of a line rest on which facts: where a fact cannot be seen any more, its fields stay as they were.
import { type FactName, type FactReaders, findHiddenField, type Line } from '@linekeeper/core';

const statusFields = ['status', 'reasons', 'provider_status'] as const;

/** Every fact, so that a new one is not forgotten: those without fields say nothing that a line has. */
const fieldsByFact: { readonly [name in FactName]: readonly (keyof Line)[] } = {
  registered: statusFields,
  inService: statusFields,
  blocked: statusFields,
  blockedManually: statusFields,
  blockedByLimit: statusFields,
  usageBlock: statusFields,
  deactivated: statusFields,
  available: statusFields,
  pendingActivation: statusFields,
  quarantined: statusFields,
  unassigned: statusFields,
  numbers: ['numbers'],
  extension: ['extension'],
  owner: ['owner', 'owner_id'],
  callerId: ['caller_id'],
  boundTo: ['leads_to'],
  routedTo: ['leads_to'],
  redirection: ['leads_to'],
  failover: ['leads_to'],
  monthlyFee: ['monthly_fee', 'currency'],
  inUse: [],
  canCallOut: [],
  registeredAddresses: [],
  personalRedirection: [],
  alwaysFailover: [],
  openRegistration: [],
  outgoingUse: [],
  recentUse: [],
  emergencyAddress: [],
  product: [],
  portingProblem: [],
  allowsDialThrough: [],
  canSignIn: [],
  secondFactor: [],
  ringsLines: [],
};

// The keys of the object above.
const factNames = (Object.keys(fieldsByFact) as FactName[]).filter(name => fieldsByFact[name].length > 0);

/** Lists the facts behind the fields of a line that came in at least one row, even empty. `seenFields`: the fields that came in a row. */
export const listSeenFacts = (facts: FactReaders, seenFields: ReadonlySet<string>): FactName[] =>
  factNames.filter(name => {
    const fact = facts[name];
    return fact !== undefined && findHiddenField(fact, seenFields) === undefined;
  });

/** Lists the fields of a line that rest on these facts. */
export const listFactFields = (facts: readonly FactName[]): (keyof Line)[] => [...new Set(facts.flatMap(name => fieldsByFact[name] ?? []))];
