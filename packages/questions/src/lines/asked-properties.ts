// Tells what the lists of a provider do not say of what a question asks for.
import { type FactName, factsByReason, factsByStatus, type LineStatus, type Provider, type StatusReason } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import type { Filters } from './filters.ts';
import { isLineList, reportsFact } from './source.ts';

/** What a question may ask for that not every provider reports, in words. */
const propertyTexts = {
  kind: 'such lines',
  service: 'whether a line is in service',
  registration: 'whether a line is registered',
  blocks: 'blocks in billing',
  usage: 'blocks over usage',
  inactivity: 'whether a line is inactive',
  assignment: 'whether a line is assigned',
  owner: 'whose a line is',
  fees: 'fees',
} as const;

/** Something that a question may ask for, and that not every provider reports. */
export type AskedProperty = keyof typeof propertyTexts;

/** What is asked for, and the facts of which a list needs one to report it; undefined for what every list reports. */
interface AskedFacts {
  property: AskedProperty;
  facts: readonly FactName[] | undefined;
}

const propertyOfStatus: Readonly<Record<LineStatus, AskedProperty>> = {
  up: 'service',
  down: 'registration',
  blocked: 'blocks',
  inactive: 'inactivity',
  unknown: 'service',
};

const propertyOfReason: Readonly<Record<StatusReason, AskedProperty>> = {
  not_registered: 'registration',
  blocked_manually: 'blocks',
  blocked_by_limit: 'blocks',
  usage_block: 'usage',
  deactivated: 'inactivity',
  pending_activation: 'inactivity',
  quarantined: 'inactivity',
  unassigned: 'assignment',
  not_reported: 'service',
};

const owner: AskedFacts = { property: 'owner', facts: ['owner'] };
/** The product of a line has a price, in the price list of its account. */
const fees: AskedFacts = { property: 'fees', facts: ['monthlyFee', 'product'] };

const askedByField: Readonly<Record<string, AskedFacts>> = {
  owner,
  owner_id: owner,
  cost_center: owner,
  monthly_fee: fees,
  currency: fees,
};

/** Returns what of the filters no list of the provider reports; empty if a list may have lines that match them. */
export function findUnreportedFilters(provider: Provider, { status, reason, kind, owner: person }: Filters): readonly AskedProperty[] {
  const kinds = kind ?? [];
  const lists = findLineLists(provider).filter(operation => kinds.length === 0 || kinds.includes(operation.kind ?? ''));
  if (lists.length === 0) return ['kind'];
  const find = (asked: readonly AskedFacts[] = []) => findUnreported(lists, asked);
  return [
    ...find(status?.map(one => ({ property: propertyOfStatus[one], facts: factsByStatus[one] }))),
    ...find(reason?.map(one => ({ property: propertyOfReason[one], facts: factsByReason[one] }))),
    ...find(person === undefined ? [] : [owner]),
  ];
}

/** Returns what of the fields no list of the provider reports; empty if it may have one of them. Fields that identify a line ask for nothing. */
export const findUnreportedFields = (provider: Provider, fields: readonly string[] = []): readonly AskedProperty[] =>
  findUnreported(
    findLineLists(provider),
    fields.flatMap(name => askedByField[name] ?? []),
  );

const findLineLists = (provider: Provider) => operations.filter(operation => operation.provider === provider && isLineList(operation));

/** Returns what no list reports; nothing if a list reports one of the things that are asked for. */
function findUnreported(lists: ReturnType<typeof findLineLists>, asked: readonly AskedFacts[]): AskedProperty[] {
  const isReported = ({ facts }: AskedFacts) => facts?.some(name => lists.some(operation => reportsFact(operation, name))) ?? true;
  return asked.some(isReported) ? [] : asked.map(({ property }) => property);
}

/** Describes what a provider does not report: `whose a line is or fees`. */
export const describeAsked = (properties: readonly AskedProperty[]): string =>
  [...new Set(properties)].map(property => propertyTexts[property]).join(' or ');
