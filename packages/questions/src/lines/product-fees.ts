// Adds monthly fees to lines whose list names a product, from the price list of their account.
import type { Account, Line, ToolContext } from '@linekeeper/core';
import type { CollectedSource } from './gather.ts';
import { type FeeGap, hasWholePriceList, type Price, readPriceLists } from './price-lists.ts';
import { readFact, type SourceItem } from './source.ts';

/** A line, and the product that it names. */
export interface PricedLine {
  line: Line;
  product?: string | undefined;
}

/** Adds the product to an item whose row names one. */
export const withProduct = <Item extends SourceItem>(item: Item): Item & PricedLine => ({ ...item, product: readFact(item, 'product') });

const feeFields: readonly string[] = ['monthly_fee', 'currency'];

/** Returns true if the requested fields of lines include their fees. Price lists are read for those who ask alone: each costs requests. */
export const asksForFees = (fields: readonly string[] | undefined): boolean => fields?.some(name => feeFields.includes(name)) ?? false;

/** Adds fees to lines as they come. No price is asked for twice. */
export class ProductFees {
  /** Why some fees are not known. */
  readonly gaps: FeeGap[] = [];
  readonly #context: ToolContext;
  readonly #accounts: ReadonlyMap<string, Account>;
  /** The products whose prices have been asked for, and the prices that came, by account. */
  readonly #asked = new Map<Account, Set<string>>();
  readonly #prices = new Map<string, Map<string, Price>>();

  constructor(context: ToolContext) {
    this.#context = context;
    this.#accounts = new Map(context.registry.accounts.map(account => [account.name, account]));
  }

  /** Returns the lines with their fees. */
  async add<Entry extends PricedLine>(entries: readonly Entry[]): Promise<Entry[]> {
    await this.#readPrices(entries);
    return entries.map(entry => {
      const { line, product } = entry;
      const price = product === undefined ? undefined : this.#prices.get(line.account)?.get(product);
      return price === undefined || line.monthly_fee !== undefined ? entry : { ...entry, line: { ...line, ...price } };
    });
  }

  async #readPrices(entries: readonly PricedLine[]): Promise<void> {
    const unknown = new Map<Account, Set<string>>();
    for (const { line, product } of entries) {
      const account = this.#accounts.get(line.account);
      if (product === undefined || account === undefined) continue;
      const asked = this.#asked.get(account);
      if (asked?.has(product) || (asked !== undefined && hasWholePriceList(account.provider))) continue;
      unknown.set(account, (unknown.get(account) ?? new Set()).add(product));
    }
    for (const [account, products] of unknown) this.#asked.set(account, new Set([...products, ...(this.#asked.get(account) ?? [])]));
    const { prices, gaps } = await readPriceLists(unknown, this.#context);
    this.gaps.push(...gaps);
    for (const [account, news] of prices) this.#prices.set(account, new Map([...(this.#prices.get(account) ?? []), ...news]));
  }
}

/** Adds the fees of products to the lines of results. Where they are not known, that is the problem of the account's results. */
export async function addFeesToResults(results: readonly CollectedSource[], context: ToolContext): Promise<CollectedSource[]> {
  const fees = new ProductFees(context);
  const items = await fees.add(results.flatMap(result => result.items.map(withProduct)));
  let start = 0;
  return results.map(result => {
    const { name } = result.source.account;
    const ofResult = items.slice(start, start + result.items.length);
    start += ofResult.length;
    return { ...result, items: ofResult, problem: result.problem ?? fees.gaps.find(({ account }) => account === name)?.reason };
  });
}
