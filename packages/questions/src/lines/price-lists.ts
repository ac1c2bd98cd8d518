// The price lists of accounts: what the products that lines name cost in a month.
import {
  type Account,
  type Input,
  LinekeeperError,
  Listing,
  type Operation,
  type Provider,
  reserveForResponse,
  type ToolContext,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { readCurrency } from '../account-rights.ts';

/** What a product costs in a month. */
export interface Price {
  monthly_fee: number;
  currency: string;
}

/** Why fees of an account are not known. */
export interface FeeGap {
  account: string;
  reason: string;
}

/** The prices of each account by product, and why some are not known. */
export interface PriceLists {
  prices: ReadonlyMap<string, ReadonlyMap<string, Price>>;
  gaps: FeeGap[];
}

/** Formats the warnings about fees that are not known. */
export const formatFeeGaps = (gaps: readonly FeeGap[]): string[] => [
  ...new Set(gaps.map(({ account, reason }) => `${account}: ${reason}`)),
];

/** Returns true if one reading gives all prices of an account of the provider. */
export const hasWholePriceList = (provider: Provider): boolean =>
  operations.some(({ provider: one, price, priceInput }) => one === provider && price !== undefined && priceInput === undefined);

/** Reads the prices of the products that the lines of each account name. An account of which no line names one is not asked. */
export async function readPriceLists(products: ReadonlyMap<Account, ReadonlySet<string>>, context: ToolContext): Promise<PriceLists> {
  const gaps: FeeGap[] = [];
  // Prices that come too late leave the fees unknown, and not the question unanswered.
  const reserved = { ...context, deadline: reserveForResponse(context.deadline, context.registry.clock.now()) };
  const lists = await Promise.all(
    [...products].flatMap(([account, named]) =>
      operations
        .filter(({ provider, price }) => named.size > 0 && provider === account.provider && price !== undefined)
        .map(async operation => [account.name, await readPrices(operation, account, [...named], reserved, gaps)] as const),
    ),
  );
  return { prices: new Map(lists), gaps };
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

/** Reads a price list. One that cannot be read leaves a gap; so does an unknown currency. */
async function readPrices(
  operation: Operation,
  account: Account,
  products: readonly string[],
  context: ToolContext,
  gaps: FeeGap[],
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
    gaps.push({ account: account.name, reason: `the fees are not known: ${thrown.displayMessage}` });
  }
  if (withoutCurrency > 0)
    gaps.push({ account: account.name, reason: `${withoutCurrency} fees are left out: their currency is not known.` });
  return prices;
}
