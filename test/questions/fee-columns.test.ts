// The columns of fees in a file.
import { describe, expect, it } from 'vitest';
import { createFeeColumns } from '../../packages/questions/src/lines/fee-columns.ts';

const fee = (currency: string, amount: number) => ({ currency, amount, lines: 1 });

describe('the columns of fees', () => {
  it('hold numbers of one currency each, with the currency beside them', () => {
    const { names, toCells } = createFeeColumns([fee('RUB', 10), fee('DKK', 2.5), fee('RUB', 3)]);
    expect(names).toEqual(['monthly_fee', 'currency', 'monthly_fee_2', 'currency_2']);
    expect(toCells([fee('RUB', 10), fee('DKK', 2.5)])).toEqual({
      monthly_fee: 2.5,
      currency: 'DKK',
      monthly_fee_2: 10,
      currency_2: 'RUB',
    });
    expect(toCells([fee('RUB', 3)])).toEqual({ monthly_fee_2: 3, currency_2: 'RUB' });
  });

  it('stand in a file without fees, too', () => {
    expect(createFeeColumns([]).names).toEqual(['monthly_fee', 'currency']);
    expect(createFeeColumns([]).toCells([])).toEqual({});
  });
});
