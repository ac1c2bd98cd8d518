// Which fields of a line rest on which facts: where a fact cannot be seen any more, its fields stay as they were.
import { type FactName, type FactReaders, findHiddenField, type Line } from '@linekeeper/core';

const statusFields = ['status', 'reasons', 'provider_status'] as const;

const fieldsByFact: { readonly [name in FactName]?: readonly (keyof Line)[] } = {
  registered: statusFields,
  inService: statusFields,
  blockedManually: statusFields,
  blockedByLimit: statusFields,
  usageBlock: statusFields,
  deactivated: statusFields,
  pendingActivation: statusFields,
  quarantined: statusFields,
  unassigned: statusFields,
  numbers: ['numbers'],
  extension: ['extension'],
  owner: ['owner', 'owner_id'],
  callerId: ['caller_id'],
  redirection: ['leads_to'],
  failover: ['leads_to'],
  routedTo: ['leads_to'],
  monthlyFee: ['monthly_fee', 'currency'],
};

// The keys of the object above.
const factNames = Object.keys(fieldsByFact) as readonly FactName[];

/** Lists the facts behind the fields of a line that came in at least one row, even empty. `seenFields`: the fields that came in a row. */
export const listSeenFacts = (facts: FactReaders, seenFields: ReadonlySet<string>): FactName[] =>
  factNames.filter(name => {
    const fact = facts[name];
    return fact !== undefined && findHiddenField(fact, seenFields) === undefined;
  });

/** Lists the fields of a line that rest on these facts. */
export const listFactFields = (facts: readonly FactName[]): (keyof Line)[] => [...new Set(facts.flatMap(name => fieldsByFact[name] ?? []))];
