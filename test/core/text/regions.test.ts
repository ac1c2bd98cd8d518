// The list of regions must be that of libphonenumber, which reads national numbers.
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { regions, suggestRegion } from '../../../packages/core/src/text/regions.ts';

// Core's dependency, not one of the tests; its documentation promises codes as strings.
const { getCountries } = createRequire(`${import.meta.dirname}/../../../packages/core/package.json`)('libphonenumber-js') as {
  getCountries(): string[];
};

it('the regions are those with numbering rules', () => {
  expect([...regions].toSorted()).toEqual(getCountries().toSorted());
});

it('a suggestion is a region, for a code that is not one', () => {
  for (const code of ['UK', 'uk', 'EN', 'EL', 'DA', 'CS', 'JA', 'KO', 'SU']) {
    expect(regions.has(code.toUpperCase())).toBe(false);
    expect(regions.has(suggestRegion(code) ?? '')).toBe(true);
  }
  expect(suggestRegion('ZZ')).toBeUndefined();
});
