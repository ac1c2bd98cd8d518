// Adds the monthly fees of lines whose list names a product, from the price list of their account.
import { type Account, type Line, LinekeeperError, Listing, type Operation, type ToolContext } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { readFact, type SourceItem, type SourceResult } from './source.ts';

/** What a product costs in a month. */
interface Price {
  monthly_fee: number;
  currency: string;
}

/** Lines with their fees, and why some are not known. */
export interface PricedLines {
  lines: Line[];
  warnings: string[];
}

/** Returns the lines of the items, with the fees of their products. Each account's price list is read once, and only if a line names a product. */
export async function addProductFees(items: readonly SourceItem[], context: ToolContext): Promise<PricedLines> {
  const { accounts } = context.registry;
  const priced = accounts.filter(({ name }) => items.some(item => item.line.account === name && readFact(item, 'product') !== undefined));
  const warnings: string[] = [];
  const lists = await Promise.all(
    priced.flatMap(account =>
      operations
        .filter(({ provider, price }) => provider === account.provider && price !== undefined)
        .map(async operation => [account.name, await readPrices(operation, account, context, warnings)] as const),
    ),
  );
  const prices = new Map(lists);
  const lines = items.map(item => {
    const price = prices.get(item.line.account)?.get(readFact(item, 'product') ?? '');
    return price === undefined || item.line.monthly_fee !== undefined ? item.line : { ...item.line, ...price };
  });
  return { lines, warnings };
}

/** Adds the fees of products to the lines of results. Where they are not known, that is the problem of the account's results. */
export async function addFeesToResults(results: readonly SourceResult[], context: ToolContext): Promise<SourceResult[]> {
  const items = results.flatMap(result => result.items);
  const { lines, warnings } = await addProductFees(items, context);
  const priced = new Map(items.map((item, index) => [item, lines[index] ?? item.line]));
  return results.map(result => ({
    ...result,
    items: result.items.map(item => ({ ...item, line: priced.get(item) ?? item.line })),
    problem: result.problem ?? warnings.find(warning => warning.startsWith(`${result.source.account.name}: `)),
  }));
}

/** Reads a price list. One that cannot be read leaves the fees unknown, with a warning. */
async function readPrices(
  operation: Operation,
  account: Account,
  { registry, deadline }: ToolContext,
  warnings: string[],
): Promise<Map<string, Price>> {
  const prices = new Map<string, Price>();
  const listing = new Listing(operation, registry.getConnection(account), { response_format: 'detailed' }, registry.digest);
  try {
    for await (const { rows } of listing.batches(Number.POSITIVE_INFINITY, deadline)) {
      for (const row of rows) {
        const { id, monthlyFee, currency } = operation.price?.(row) ?? {};
        if (id !== undefined && monthlyFee !== undefined && currency !== undefined) prices.set(id, { monthly_fee: monthlyFee, currency });
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    warnings.push(`${account.name}: the fees are not known: ${thrown.displayMessage}`);
  }
  return prices;
}
