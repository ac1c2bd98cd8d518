// Cache of the names of line owners, for completion: one minute per account.
import { type Account, type AccountRegistry, getTool } from '@linekeeper/core';
import type { McpServerContext } from './server-context.ts';

const ttlMs = 60_000;

/** Lines that are read per account: completion need not be exhaustive. */
const maxLines = 2_000;

/** The names of one account; the promise is shared by concurrent requests. */
interface CacheEntry {
  names: Promise<readonly string[]>;
  readAt: number;
}

/** Names of line owners, shared by all completion requests. */
export class OwnerNameCache {
  readonly #context: McpServerContext;
  readonly #entries = new WeakMap<Account, CacheEntry>();

  constructor(context: McpServerContext) {
    this.#context = context;
  }

  /** The owners of the lines in these accounts, sorted, each once. Never rejects; a read that outlasts the completion timeout fills the cache for the next request. */
  async getNames(registry: AccountRegistry): Promise<readonly string[]> {
    const all = await Promise.all(registry.accounts.map(account => this.#getAccountNames(account, registry)));
    return [...new Set(all.flat())].sort((a, b) => a.localeCompare(b));
  }

  #getAccountNames(account: Account, registry: AccountRegistry): Promise<readonly string[]> {
    const now = this.#context.clock.now();
    const cached = this.#entries.get(account);
    if (cached !== undefined && now < cached.readAt + ttlMs) return cached.names;
    const names = this.#readAccountNames(account, registry).catch(() => []);
    this.#entries.set(account, { names, readAt: now });
    return names;
  }

  async #readAccountNames(account: Account, registry: AccountRegistry): Promise<readonly string[]> {
    const { clock, toolTimeoutMs, tools } = this.#context;
    const toolContext = { registry, deadline: { at: clock.now() + toolTimeoutMs }, rowLimit: maxLines };
    const { table, failure } = await getTool(tools, 'list_lines').run({ account: [account.name] }, toolContext);
    // A partial result is not cached: the next request reads again.
    if (failure !== undefined) this.#entries.delete(account);
    return table.rows.flatMap(({ owner }) => (typeof owner === 'string' ? [owner] : []));
  }
}
