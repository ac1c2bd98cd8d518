// The monthly fees of lines whose list names a product, from the price list of their account.
import { type Account, type Input, LinekeeperError, Listing, type Operation, type ToolContext } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { readCurrency } from '../account-rights.ts';
import type { CollectedItem, CollectedSource } from './gather.ts';
import { readFact, type SourceItem } from './source.ts';

/** What a product costs in a month. */
interface Price {
  monthly_fee: number;
  currency: string;
}

/** The prices of each account by product, and why some are not known. */
export interface PriceLists {
  prices: ReadonlyMap<string, ReadonlyMap<string, Price>>;
  warnings: string[];
}

/** Reads the prices of the products that the lines of each account name. An account of which no line names one is not asked. */
export async function readPriceLists(products: ReadonlyMap<Account, ReadonlySet<string>>, context: ToolContext): Promise<PriceLists> {
  const warnings: string[] = [];
  const lists = await Promise.all(
    [...products].flatMap(([account, named]) =>
      operations
        .filter(({ provider, price }) => named.size > 0 && provider === account.provider && price !== undefined)
        .map(async operation => [account.name, await readPrices(operation, account, [...named], context, warnings)] as const),
    ),
  );
  return { prices: new Map(lists), warnings };
}

/** Adds the fees of products to the lines of results. Where they are not known, that is the problem of the account's results. */
export async function addFeesToResults(results: readonly CollectedSource[], context: ToolContext): Promise<CollectedSource[]> {
  const products = new Map<Account, Set<string>>();
  for (const { source, items } of results) {
    const named = products.get(source.account) ?? new Set();
    for (const item of items) addProduct(named, item);
    products.set(source.account, named);
  }
  const { prices, warnings } = await readPriceLists(products, context);
  const addFee = (item: CollectedItem): CollectedItem => {
    const price = prices.get(item.line.account)?.get(readFact(item, 'product') ?? '');
    return price === undefined || item.line.monthly_fee !== undefined ? item : { ...item, line: { ...item.line, ...price } };
  };
  return results.map(result => ({
    ...result,
    items: result.items.map(addFee),
    problem: result.problem ?? warnings.find(warning => warning.startsWith(`${result.source.account.name}: `)),
  }));
}

/** Adds the product that a line names, if it does. */
function addProduct(named: Set<string>, item: SourceItem): void {
  const product = readFact(item, 'product');
  if (product !== undefined) named.add(product);
}

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
