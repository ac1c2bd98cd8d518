// Adds the monthly fees of lines whose list names a product, from the price list of their account.
import { type Account, type Input, type Line, LinekeeperError, Listing, type Operation, type ToolContext } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { readCurrency } from '../account-rights.ts';
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
        .map(
          async operation => [account.name, await readPrices(operation, account, listProducts(items, account), context, warnings)] as const,
        ),
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

/** The products that the lines of an account name, each once. */
const listProducts = (items: readonly SourceItem[], { name }: Account): string[] => [
  ...new Set(items.flatMap(item => (item.line.account === name ? (readFact(item, 'product') ?? []) : []))),
];

/** The most products that a price list is asked for at once. */
const maxPricedProducts = 1_000;

/** The arguments for the price list: for all prices, or for those of the products. */
function listPriceInputs({ priceInput }: Operation, { settings }: Account, products: readonly string[]): Input[] {
  if (priceInput === undefined) return [{}];
  const inputs: Input[] = [];
  for (let start = 0; start < products.length; start += maxPricedProducts) {
    const input = priceInput(products.slice(start, start + maxPricedProducts), settings);
    if (input !== undefined) inputs.push(input);
  }
  return inputs;
}

/** Reads a price list. One that cannot be read leaves the fees unknown, with a warning; so does an unknown currency. */
async function readPrices(
  operation: Operation,
  account: Account,
  products: readonly string[],
  context: ToolContext,
  warnings: string[],
): Promise<Map<string, Price>> {
  const { registry, deadline } = context;
  const prices = new Map<string, Price>();
  let withoutCurrency = 0;
  let accountCurrency: Promise<string | undefined> | undefined;
  const getAccountCurrency = () => {
    accountCurrency ??= readCurrency(account, context);
    return accountCurrency;
  };
  try {
    for (const input of listPriceInputs(operation, account, products)) {
      const listing = new Listing(operation, registry.getConnection(account), { ...input, response_format: 'detailed' }, registry.digest);
      for await (const { rows } of listing.batches(Number.POSITIVE_INFINITY, deadline)) {
        for (const row of rows) {
          const { id, monthlyFee, currency } = operation.price?.(row, account.settings) ?? {};
          if (id === undefined || monthlyFee === undefined) continue;
          const known = currency ?? (await getAccountCurrency());
          if (known === undefined) withoutCurrency++;
          else prices.set(id, { monthly_fee: monthlyFee, currency: known });
        }
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    warnings.push(`${account.name}: the fees are not known: ${thrown.displayMessage}`);
  }
  if (withoutCurrency > 0) warnings.push(`${account.name}: ${withoutCurrency} fees are left out: their currency is not known.`);
  return prices;
}
