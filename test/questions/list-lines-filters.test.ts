// The filters that the questions share: the same lines as if all were read, and less to read where the provider can filter.
import { kinds, reasons, statuses } from '@linekeeper/core';
import { type SandboxRequest, startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import fc from '../random.ts';
import { type AnsweredLine, keyOf } from './answer-contents.ts';
import { accountAt } from './fake-lists.ts';
import { ask, directoryOf, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;
const all = (await ask('list_lines', { limit: 500 }, accounts, uncounted)).lines;

interface Filters {
  status?: string[] | undefined;
  reason?: string[] | undefined;
  kind?: string[] | undefined;
  provider?: string[] | undefined;
  account?: string[] | undefined;
  text?: string | undefined;
  number_prefix?: string | undefined;
}

/** The interface's filters over lines that are all there. */
const meant =
  ({ status, reason, kind, provider, account, text, number_prefix }: Filters) =>
  (line: AnsweredLine): boolean =>
    (status?.includes(line.status) ?? true) &&
    (reason === undefined || reason.some(one => line.reasons?.some(own => own === one))) &&
    (kind?.includes(line.kind) ?? true) &&
    (provider?.includes(line.provider) ?? true) &&
    (account?.includes(line.account) ?? true) &&
    (number_prefix === undefined || (line.numbers ?? []).some(number => number.startsWith(number_prefix))) &&
    (text === undefined || textsOf(line).some(own => own.toLowerCase().includes(text.toLowerCase())));

const textsOf = ({ id, name, owner, extension, caller_id, device, numbers = [] }: AnsweredLine): string[] =>
  [id, name, owner, extension, caller_id, device, ...numbers].filter(own => own !== undefined);

const some = <T>(...values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 2 });
const one = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });

const anyFilters = fc.record({
  status: some(...statuses),
  reason: some(...reasons),
  kind: some(...kinds),
  provider: some('callgear', 'telecomx', 'exolve'),
  account: some('copenhagen', 'moscow', 'kazan'),
  text: one('a', 'HANSEN', 'волков', 'snom', '7030505', '=', '~'),
  number_prefix: one('+45', '+457030', '+4570305117', '+7', '+7495', '+78435550101', '+1'),
});

const withoutUndefined = (filters: Filters): object => JSON.parse(JSON.stringify(filters));

describe('the filters of lines', () => {
  it('choose what a filter over all lines would, whatever is sent to the providers', async () => {
    const asked = fc.asyncProperty(anyFilters, async filters => {
      const { lines } = await ask('list_lines', { ...withoutUndefined(filters), limit: 500 }, accounts, uncounted);
      expect(lines).toEqual(all.filter(meant(filters)));
    });
    await fc.assert(asked, { numRuns: 60 });
  });

  it.each([
    ...statuses.map(status => ({ status: [status] })),
    ...reasons.map(reason => ({ reason: [reason] })),
    ...kinds.map(kind => ({ kind: [kind] })),
    { number_prefix: '+4570305' },
    { number_prefix: '+7495', status: ['up'] },
    { number_prefix: '+7', status: ['inactive'] },
  ] satisfies Filters[])('choose by %j', async filters => {
    const { lines } = await ask('list_lines', { ...filters, limit: 500 }, accounts, uncounted);
    expect(lines.map(keyOf)).toEqual(all.filter(meant(filters)).map(keyOf));
  });

  it('take a prefix with punctuation', async () => {
    const { lines } = await ask('list_lines', { number_prefix: '+45 (70) 30-51', limit: 500 }, accounts, uncounted);
    expect(lines.map(keyOf)).toEqual(all.filter(meant({ number_prefix: '+45703051' })).map(keyOf));
  });

  it.each(['8 (843) 555-01-01', '12-34-56', '2026.11.01'])('find "%s" as a text where a name is written so', async name => {
    const own = await accountAt('exolve', 'west', {
      GetSIPList: [{ sip_resource_id: '1', sip_name: `Gate ${name}` }, { sip_resource_id: '2' }],
    });
    expect((await ask('list_lines', { text: name }, [own])).lines.map(({ id }) => id)).toEqual(['1']);
  });

  it('find a number as a text with the punctuation that people write', async () => {
    const { lines } = await ask('list_lines', { text: '+45 70 30 50 50', limit: 500 }, accounts, uncounted);
    expect(lines.map(keyOf)).toEqual(all.filter(meant({ text: '+4570305050' })).map(keyOf));
  });

  it.each([
    [{ account: ['moscow', 'mosow'] }, 'account', /Unknown account "mosow": did you mean moscow\? Valid: copenhagen, moscow, kazan/],
    [{ status: ['broken'] }, 'status', /up, down, blocked, inactive, unknown/],
    [{ kind: ['phone'] }, 'kind', /sip_phone/],
    [{ provider: ['uis'] }, 'provider', /callgear, telecomx, exolve/],
    [{ number_prefix: '+' }, 'number_prefix', /digit/],
    [{ statsu: ['up'] }, 'statsu', /did you mean status/],
    [{ limit: 501 }, 'limit', /500/],
  ])('refuse %j', async (input, field, sentence) => {
    expect(await refusalOf(ask('list_lines', input, accounts))).toMatchObject({
      code: 'input',
      details: { field },
      message: expect.stringMatching(sentence),
    });
    expect(sandbox.requests).toEqual([]);
  });

  it('find what a provider writes in Russian, also where it takes no Russian in a filter', async () => {
    const stubborn = await startSandbox({ refusesRussian: true });
    onTestFinished(() => stubborn.close());
    for (const status of statuses) {
      const { lines } = await ask('list_lines', { status: [status], kind: ['sip_line'], limit: 500 }, stubborn.accounts, uncounted);
      expect(lines.map(keyOf), status).toEqual(all.filter(meant({ status: [status], kind: ['sip_line'] })).map(keyOf));
    }
  });
});

/** What was sent of a list, without credentials, fields and pages. */
function sent(operation: string): unknown[] {
  const strip = ({ parameters }: SandboxRequest) =>
    // Parameters are decoded objects.
    Object.entries(parameters as object).filter(([name]) => !['access_token', 'token', 'fields', 'offset', 'limit'].includes(name));
  return sandbox.requests.filter(request => request.operation === operation).map(request => Object.fromEntries(strip(request)));
}

describe('a filter that a provider knows', () => {
  it.each([
    [{ status: ['down'] }, 'GET /sip', { up: 'false' }],
    [{ status: ['up'] }, 'GET /sip', { up: 'true' }],
    [{ reason: ['unassigned'] }, 'GET /pbx/sipphone', { available: 'true' }],
    [{ reason: ['blocked_by_limit'] }, 'get.sip_lines', { filter: { field: 'billing_state', operator: '=', value: 'limit_lock' } }],
    [{ status: ['inactive'] }, 'get.sip_lines', { filter: { field: 'status', operator: '=', value: 'inactive' } }],
    [{ owner: '70002' }, 'get.sip_lines', { filter: { field: 'employee_id', operator: '=', value: 70002 } }],
    [{ number_prefix: '+7 843' }, 'GetList', { search_filter: '7843' }],
    [
      { number_prefix: '+7 843' },
      'get.virtual_numbers',
      { filter: { filters: [{ field: 'virtual_phone_number', operator: 'like', value: '7843%' }], condition: 'and' } },
    ],
  ])('%j is sent to %s', async (filters, operation, parameters) => {
    await ask('list_lines', { ...filters, limit: 500 }, accounts, uncounted);
    expect(sent(operation)[0]).toEqual(parameters);
  });

  it('is not sent where several of its values are asked for', async () => {
    await ask('list_lines', { status: ['down', 'up'], limit: 500 }, accounts, uncounted);
    expect(sent('GET /sip')[0]).toEqual({});
  });

  it('leaves out lists and accounts that are not meant', async () => {
    await ask('list_lines', { account: ['moscow'], kind: ['sip_line', 'number'] }, accounts);
    expect(new Set(sandbox.requests.map(({ operation }) => operation))).toEqual(new Set(['get.sip_lines']));
  });
});

describe('a provider of which there is no account', () => {
  const own = accounts.filter(({ provider }) => provider === 'exolve');

  it.each(['list_lines', 'audit_lines', 'summarize_lines'] as const)('is no empty answer of %s, but what to set up', async name => {
    const refusal = await refusalOf(ask(name, { provider: ['telecomx'] }, own));
    expect(refusal).toMatchObject({
      code: 'config',
      message: expect.stringMatching(/^No Telecom X account is set up\. Set TELECOMX_TOKEN/),
    });
  });

  it('leaves the others that were asked for', async () => {
    const { lines, accounts: asked } = await ask('list_lines', { provider: ['telecomx', 'exolve'] }, own);
    expect(asked.map(({ provider }) => provider)).toEqual(['exolve']);
    expect(lines.length).toBeGreaterThan(0);
  });

  it('is not known to whoever may use other accounts alone', async () => {
    const directory = { ...directoryOf(own), restricted: true as const };
    const refusal = await refusalOf(ask('list_lines', { provider: ['telecomx'] }, [], { directory }));
    expect(refusal).toMatchObject({ code: 'denied', message: 'There is no Telecom X account that you may use.' });
  });
});
