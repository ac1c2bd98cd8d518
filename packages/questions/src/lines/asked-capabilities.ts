// Tells what the lists of a provider do not say of what a question asks for.
import type { Capability, LineStatus, Provider, StatusReason } from '@linekeeper/core';
import { getCapabilities } from '../capabilities.ts';
import type { Filters } from './filters.ts';

/** What a question may ask for that not every provider reports, in words. */
const capabilityTexts = {
  registration: 'whether a line is registered',
  billing: 'blocks in billing',
  usage: 'blocks over usage',
  owner: 'whose a line is',
  fees: 'fees',
} as const satisfies Partial<Record<Capability, string>>;

/** Something that a question may ask for, and that not every provider reports. */
export type AskedCapability = keyof typeof capabilityTexts;

const capabilityOfStatus: Readonly<Partial<Record<LineStatus, AskedCapability>>> = { down: 'registration', blocked: 'billing' };

const capabilityOfReason: Readonly<Partial<Record<StatusReason, AskedCapability>>> = {
  not_registered: 'registration',
  blocked_manually: 'billing',
  blocked_by_limit: 'billing',
  usage_block: 'usage',
};

const capabilityOfField: Readonly<Record<string, AskedCapability>> = {
  owner: 'owner',
  owner_id: 'owner',
  cost_center: 'owner',
  monthly_fee: 'fees',
  currency: 'fees',
};

/** What of the filters no list of the provider reports; empty if a list may have lines that match them. */
export const findUnreportedFilters = (provider: Provider, { status, reason, owner }: Filters): readonly AskedCapability[] => [
  ...findUnreported(
    provider,
    status?.map(one => capabilityOfStatus[one]),
  ),
  ...findUnreported(
    provider,
    reason?.map(one => capabilityOfReason[one]),
  ),
  ...findUnreported(provider, owner === undefined ? [] : ['owner']),
];

/** What of the fields no list of the provider reports; empty if it may have one of them. Identifying fields alone ask for nothing. */
export const findUnreportedFields = (provider: Provider, fields: readonly string[] = []): readonly AskedCapability[] =>
  findUnreported(
    provider,
    fields.flatMap(name => capabilityOfField[name] ?? []),
  );

/** Empty if one of the capabilities is reported. An undefined capability is one that every provider reports. */
function findUnreported(provider: Provider, capabilities: readonly (AskedCapability | undefined)[] = []): readonly AskedCapability[] {
  const reported = getCapabilities(provider);
  const unreported = capabilities.flatMap(capability =>
    capability !== undefined && reported[capability].length === 0 ? [capability] : [],
  );
  return unreported.length < capabilities.length ? [] : unreported;
}

/** Says in words what a provider does not report: `whose a line is or fees`. */
export const describeCapabilities = (capabilities: readonly AskedCapability[]): string =>
  [...new Set(capabilities)].map(capability => capabilityTexts[capability]).join(' or ');
