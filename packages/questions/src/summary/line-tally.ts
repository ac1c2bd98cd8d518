// Counts the lines of one list while they are read: groups are kept, and no lines.
import type { Line } from '@linekeeper/core';
import type { LineConsumer } from '../lines/gather.ts';
import { readFact, type SourceItem } from '../lines/source.ts';
import type { PhoneNumberSet } from '../packed/phone-number-set.ts';
import { OwnerTally } from './cost-centers.ts';
import type { groupProperties } from './group-properties.ts';

/** One of `groupProperties`. */
export type GroupProperty = (typeof groupProperties)[number];

/** Lines of a group with a fee of one currency, or of one product, whose price is not known yet. */
export interface FeeTally {
  currency: string | undefined;
  account: string;
  product: string;
  /** In hundredths, to avoid rounding errors. */
  cents: number;
  lines: number;
  /** The lines of the list before the first of these. */
  linesBefore: number;
}

/** Lines with the same values. */
export interface GroupTally {
  /** The values of the properties, and the owner's id. Instead of a cost center, the reference to the owner. */
  values: readonly string[];
  count: number;
  fees: Map<string, FeeTally>;
}

/** Counts the lines of one list. */
export class LineTally implements LineConsumer {
  /** In the order in which their first lines came. */
  readonly groups = new Map<string, GroupTally>();
  /** The products that lines name: their prices may be fees. */
  readonly products = new Set<string>();
  readonly owners = new OwnerTally();
  readonly #by: readonly GroupProperty[];
  readonly #numbers: PhoneNumberSet;
  #lines = 0;

  /** `numbers` gets the numbers of all lines. */
  constructor(by: readonly GroupProperty[], numbers: PhoneNumberSet) {
    this.#by = by;
    this.#numbers = numbers;
  }

  add(items: readonly SourceItem[]): void {
    for (const item of items) {
      const { line } = item;
      for (const number of line.numbers ?? []) this.#numbers.add(number);
      const product = readFact(item, 'product');
      if (product !== undefined) this.products.add(product);
      const owner = this.#by.includes('cost_center') ? this.owners.note(line) : '';
      // A line without reasons forms a group, too.
      const reasons = this.#by.includes('reason') && line.reasons !== undefined ? line.reasons : [''];
      for (const reason of reasons) this.#addFee(this.#count(line, reason, owner).fees, line, product);
      this.#lines++;
    }
  }

  #count(line: Line, reason: string, owner: string): GroupTally {
    const values = this.#by.map(property => {
      if (property === 'cost_center') return owner;
      return property === 'reason' ? reason : (line[property] ?? '');
    });
    // Owners with the same name are grouped by id.
    values.push(this.#by.includes('owner') ? (line.owner_id ?? '') : '');
    const key = joinValues(values);
    const group = this.groups.get(key) ?? { values, count: 0, fees: new Map<string, FeeTally>() };
    if (group.count === 0) this.groups.set(key, group);
    group.count++;
    return group;
  }

  /** Adds the fee of a line, or its product if the line states no fee. */
  #addFee(fees: Map<string, FeeTally>, { account, monthly_fee, currency }: Line, product = ''): void {
    const isKnown = monthly_fee !== undefined;
    if (isKnown ? currency === undefined : product === '') return;
    const key = isKnown ? `currency ${currency}` : `product ${product}`;
    let fee = fees.get(key);
    if (fee === undefined) {
      fee = { currency: isKnown ? currency : undefined, account, product, cents: 0, lines: 0, linesBefore: this.#lines };
      fees.set(key, fee);
    }
    fee.cents += Math.round((monthly_fee ?? 0) * 100);
    fee.lines++;
  }
}

/** A key of the values, which their lengths keep apart. JSON, which escapes each of them, takes longer than everything else that a line is counted by. */
function joinValues(values: readonly string[]): string {
  let key = '';
  for (const value of values) key += `${value.length} ${value}`;
  return key;
}
