// Tells whether the lists of a provider say anything of what a question asks for.
import type { Capability, LineStatus, Provider, StatusReason } from '@linekeeper/core';
import { getCapabilities } from '../capabilities.ts';
import type { Filters } from './filters.ts';

const capabilityOfStatus: Readonly<Partial<Record<LineStatus, Capability>>> = { down: 'registration', blocked: 'billing' };

const capabilityOfReason: Readonly<Partial<Record<StatusReason, Capability>>> = {
  not_registered: 'registration',
  blocked_manually: 'billing',
  blocked_by_limit: 'billing',
  usage_block: 'usage',
};

const capabilityOfField: Readonly<Record<string, Capability>> = {
  owner: 'owner',
  owner_id: 'owner',
  cost_center: 'owner',
  monthly_fee: 'fees',
  currency: 'fees',
};

/** Returns true if a list of the provider may have lines that match the filters. */
export function reportsFilters(provider: Provider, { status, reason, owner }: Filters): boolean {
  return (
    reportsOne(
      provider,
      status?.map(one => capabilityOfStatus[one]),
    ) &&
    reportsOne(
      provider,
      reason?.map(one => capabilityOfReason[one]),
    ) &&
    (owner === undefined || reportsOne(provider, ['owner']))
  );
}

/** Returns true if a list of the provider may have one of the fields; identifying fields alone ask for nothing. */
export function reportsFields(provider: Provider, fields: readonly string[] = []): boolean {
  const capabilities = fields.flatMap(name => capabilityOfField[name] ?? []);
  return capabilities.length === 0 || reportsOne(provider, capabilities);
}

/** An undefined capability is one that every provider reports. */
function reportsOne(provider: Provider, capabilities: readonly (Capability | undefined)[] | undefined): boolean {
  if (capabilities === undefined) return true;
  const reported = getCapabilities(provider);
  return capabilities.some(capability => capability === undefined || reported[capability].length > 0);
}
