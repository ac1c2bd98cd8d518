// docs/accounts.md names no provider's variables, and exactly the existing error codes.
import { readFileSync } from 'node:fs';
import { errorCodes } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';

const page = readFileSync(`${import.meta.dirname}/../../docs/accounts.md`, 'utf8');

describe('docs/accounts.md', () => {
  it('leaves the variables of providers to the generated page', () => {
    expect(page).toContain('(settings.md)');
    expect(page).not.toMatch(new RegExp(`\\b(?:${providers.map(({ name }) => name.toUpperCase()).join('|')})_`));
  });

  it('gives every error code its exit code', () => {
    const rows = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|.*\| (\d+) \|$/gm)];
    const codes = rows.flatMap(([, names = '', exit]) => names.split(', ').map(name => [name.slice(1, -1), Number(exit)]));
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(Object.entries(errorCodes).map(([code, { exitCode }]) => [code, exitCode])),
    );
  });
});
