// The allow list of a provider: read-only is a property of endpoints, not of HTTP methods.
import type { HttpRequest } from '../model/http-message.ts';
import type { Provider } from '../model/provider.ts';
import { quoteValue } from '../text/sanitize.ts';

/** Throws for a request that the provider does not list: a bug, and nothing may be sent. */
export function checkEndpoint(provider: Pick<Provider, 'name' | 'endpoints' | 'getEndpoint'>, request: HttpRequest): void {
  const endpoint = provider.getEndpoint?.(request) ?? `${request.method} ${request.path}`;
  const isAllowed = provider.endpoints.some(allowed =>
    typeof allowed === 'string' ? allowed === endpoint : matchesWhole(allowed, endpoint),
  );
  if (!isAllowed) throw new Error(`${provider.name} may not request ${quoteValue(endpoint)}`);
}

/** A pattern without anchors would allow everything that contains a match. */
const matchesWhole = (pattern: RegExp, text: string): boolean => pattern.exec(text)?.[0] === text;
