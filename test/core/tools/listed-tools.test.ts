// Which tools are listed: by the caller's accounts, and by the operator's choice.
import { readAccounts, selectAccountTools, selectConfiguredTools } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { listTools, questionTools, tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { createTestRegistry } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
const namesOf = (provider: string) => names(listTools.filter(({ operation }) => operation.provider.name === provider));
const select = (text: string) => names(selectConfiguredTools(tools, { LINEKEEPER_TOOLS: text }));

const runtime = createTestRuntime(createFakeNetwork(() => ({})).fetch, new ManualClock());
const listFor = (environment: Record<string, string>, notice?: string) =>
  names(selectAccountTools(tools, createTestRegistry(runtime, readAccounts(environment, providers), notice)));

describe('the tools for a caller', () => {
  it('are the questions, and the lists of the providers of its accounts', () => {
    expect(listFor({ TELECOMX_TOKEN: 'token-of-telecomx' })).toEqual([...namesOf('telecomx'), ...names(questionTools)]);
    expect(listFor({ EXOLVE_API_KEY: 'key-of-exolve-1', CALLGEAR_LOGIN: 'half' })).toEqual([
      ...namesOf('callgear'),
      ...namesOf('exolve'),
      ...names(questionTools),
    ]);
  });

  it('are all of them without an account, and in the sandbox', () => {
    expect(listFor({})).toEqual(names(tools));
    expect(listFor({ EXOLVE_API_KEY: 'key-of-exolve-1' }, 'The sandbox.')).toEqual(names(tools));
  });
});

describe('LINEKEEPER_TOOLS', () => {
  it('names groups and tools, in any letter case and order', () => {
    expect(select('Questions')).toEqual(names(questionTools));
    expect(select(' exolve , LIST_LINES,')).toEqual([...namesOf('exolve'), 'list_lines']);
    expect(select('find_number,telecomx_list_sip_phones')).toEqual(['telecomx_list_sip_phones', 'find_number']);
  });

  it.each(['', ' ', ' , '])('leaves all tools if it is "%s"', text => {
    expect(select(text)).toEqual(names(tools));
  });

  it('is refused with the nearest name', async () => {
    const error = await catchError(Promise.resolve().then(() => select('question')));
    expect(error).toMatchObject({ code: 'config', message: expect.stringMatching(/LINEKEEPER_TOOLS.*questions/) });
  });
});
