// The capabilities of each provider, so that "unknown" is never read as "no".
import { type Capability, capabilities, hasCapability, type Provider } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** Returns, for each capability, the kinds of line that the provider reports it for; an empty list means that it is never reported. */
export function getCapabilities(provider: Provider): Record<Capability, string[]> {
  const providerOperations = operations.filter(operation => operation.provider === provider);
  const getKinds = (capability: Capability) =>
    providerOperations.flatMap(({ facts = {}, kind }) => (kind !== undefined && hasCapability(facts, capability) ? [kind] : []));
  // Each capability has an entry, by construction.
  return Object.fromEntries(capabilities.map(capability => [capability, getKinds(capability)])) as Record<Capability, string[]>;
}
