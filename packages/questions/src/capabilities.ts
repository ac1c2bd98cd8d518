// What each provider can report, so that "unknown" is never read as "no".
import { type Capability, capabilities, type Provider } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** For each capability the kinds of line that it is reported for; an empty list means that the provider says nothing of it. */
export function capabilitiesOf(provider: Provider): Record<Capability, string[]> {
  const lists = operations.filter(operation => operation.provider === provider);
  const kindsWith = (capability: Capability) =>
    lists.flatMap(({ reports, kind }) => (kind !== undefined && reports?.includes(capability) ? [kind] : []));
  // One entry a capability, by construction.
  return Object.fromEntries(capabilities.map(capability => [capability, kindsWith(capability)])) as Record<Capability, string[]>;
}
