// The codes of the audit checks, which are known before the checks are loaded.
import { expect, it } from 'vitest';
import { checkCodes } from '../../packages/questions/src/audit/check-codes.ts';
import { checks } from '../../packages/questions/src/audit/index.ts';

it('has the code of every check, in the order of the checks', () => {
  expect(checks.map(({ code }) => code)).toEqual(checkCodes);
});
