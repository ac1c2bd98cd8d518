// docs/accounts.md names exactly the existing variables and error codes.
import { readFileSync } from 'node:fs';
import { errorCodes } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';

const page = readFileSync(`${import.meta.dirname}/../../docs/accounts.md`, 'utf8');

describe('docs/accounts.md', () => {
  it('names every variable of every provider', () => {
    const variables = providers.flatMap(({ name, settings }) => Object.keys(settings.shape).map(key => `${name}_${key}`.toUpperCase()));
    expect([...new Set(page.match(/`(CALLGEAR|TELECOMX|EXOLVE)_[A-Z_]+`/g))].map(name => name.slice(1, -1)).sort()).toEqual(
      variables.sort(),
    );
  });

  it('gives every error code its exit code', () => {
    const rows = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|.*\| (\d+) \|$/gm)];
    const codes = rows.flatMap(([, names = '', exit]) => names.split(', ').map(name => [name.slice(1, -1), Number(exit)]));
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(Object.entries(errorCodes).map(([code, { exitCode }]) => [code, exitCode])),
    );
  });
});
