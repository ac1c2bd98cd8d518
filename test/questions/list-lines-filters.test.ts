// The shared filters: the same lines as filtering the whole list, with less to read if the provider can filter.
import { lineStatuses, statusReasons } from '@linekeeper/core';
import { type SandboxRequest, startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import fc from '../random.ts';
import { type AnswerLine, getLineKey, lineKinds } from './answer-contents.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, catchError, createRegistry, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const all = (await askQuestion('list_lines', { limit: 500 }, accounts, unlimited)).lines;

interface Filters {
  status?: string[] | undefined;
  reason?: string[] | undefined;
  kind?: string[] | undefined;
  provider?: string[] | undefined;
  account?: string[] | undefined;
  text?: string | undefined;
  number_prefix?: string | undefined;
}

/** The filters by their contract, for lines that are already listed. */
const matchesFilters =
  ({ status, reason, kind, provider, account, text, number_prefix }: Filters) =>
  (line: AnswerLine): boolean =>
    (status?.includes(line.status) ?? true) &&
    (reason === undefined || reason.some(requested => line.reasons?.some(value => value === requested))) &&
    (kind?.includes(line.kind) ?? true) &&
    (provider?.includes(line.provider) ?? true) &&
    (account?.includes(line.account) ?? true) &&
    (number_prefix === undefined || (line.numbers ?? []).some(number => number.startsWith(number_prefix))) &&
    (text === undefined || getSearchableTexts(line).some(value => value.toLowerCase().includes(text.toLowerCase())));

const getSearchableTexts = ({ id, name, owner, extension, caller_id, device, numbers = [] }: AnswerLine): string[] =>
  [id, name, owner, extension, caller_id, device, ...numbers].filter(value => value !== undefined);

const optionalSome = <T>(...values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 2 });
const optionalOne = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });

const filtersArbitrary = fc.record({
  status: optionalSome(...lineStatuses),
  reason: optionalSome(...statusReasons),
  kind: optionalSome(...lineKinds),
  provider: optionalSome('callgear', 'telecomx', 'exolve'),
  account: optionalSome('copenhagen', 'moscow', 'kazan'),
  text: optionalOne('a', 'HANSEN', 'волков', 'snom', '7030505', '=', '~'),
  number_prefix: optionalOne('+45', '+457030', '+4570305117', '+7', '+7495', '+78435550101', '+1'),
});

const withoutUndefined = (filters: Filters): object => JSON.parse(JSON.stringify(filters));

describe('the filters of lines', () => {
  it('select the same lines as a filter over the whole list', async () => {
    const property = fc.asyncProperty(filtersArbitrary, async filters => {
      const { lines } = await askQuestion('list_lines', { ...withoutUndefined(filters), limit: 500 }, accounts, unlimited);
      expect(lines).toEqual(all.filter(matchesFilters(filters)));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it.each([
    ...lineStatuses.map(status => ({ status: [status] })),
    ...statusReasons.map(reason => ({ reason: [reason] })),
    ...lineKinds.map(kind => ({ kind: [kind] })),
    { number_prefix: '+4570305' },
    { number_prefix: '+7495', status: ['up'] },
    { number_prefix: '+7', status: ['inactive'] },
  ] satisfies Filters[])('select by %j', async filters => {
    const { lines } = await askQuestion('list_lines', { ...filters, limit: 500 }, accounts, unlimited);
    expect(lines.map(getLineKey)).toEqual(all.filter(matchesFilters(filters)).map(getLineKey));
  });

  it('accept a prefix with punctuation', async () => {
    const { lines } = await askQuestion('list_lines', { number_prefix: '+45 (70) 30-51', limit: 500 }, accounts, unlimited);
    expect(lines.map(getLineKey)).toEqual(all.filter(matchesFilters({ number_prefix: '+45703051' })).map(getLineKey));
  });

  it.each([
    ['+4570', ['0045 70', '+45 (70)', '+45\u00a070', '\u202a+4570\u202c', 'tel:+4570', '＋４５７０', '4570', '70']],
    ['+45703051', ['7030 51', '70-30-51', '٧٠٣٠٥١', 'Tlf. 70 30 51']],
    ['+7495', ['8 (495)', '8495', '7495', '495', '007 495']],
  ])('read the prefix %s in any notation', async (prefix, notations) => {
    const expected = all.filter(matchesFilters({ number_prefix: prefix })).map(getLineKey);
    expect(expected).not.toEqual([]);
    for (const number_prefix of notations) {
      const { lines } = await askQuestion('list_lines', { number_prefix, limit: 500 }, accounts, unlimited);
      expect(lines.map(getLineKey), number_prefix).toEqual(expected);
    }
  });

  it('read a national prefix for the countries of the accounts alone', async () => {
    const moscow = accounts.filter(({ name }) => name === 'moscow');
    expect((await askQuestion('list_lines', { number_prefix: '7030' }, moscow)).lines).toEqual([]);
    const [fakeAccount] = [
      await startFakeAccount('callgear', 'east', { 'get.virtual_numbers': [{ id: 1, virtual_phone_number: '442079460000' }] }),
    ];
    expect((await askQuestion('list_lines', { number_prefix: '020 7946' }, [{ ...fakeAccount, country: 'GB' }])).lines).toHaveLength(1);
    expect((await askQuestion('list_lines', { number_prefix: '020 7946' }, [fakeAccount])).lines).toEqual([]);
  });

  it('find a number as text in any notation', async () => {
    const find = async (text: string) => (await askQuestion('list_lines', { text, limit: 500 }, accounts, unlimited)).lines.map(getLineKey);
    for (const [plain, notations] of [
      [
        '70 30 50 50',
        ['\u202a+45 70 30 50 50\u202c', '\u2068+4570305050\u2069', '70 30 50 50\u200b', '70\u201130\u201150\u201150', '70/30/50/50'],
      ],
      ['+4570305050', ['tel:+4570305050', '0045 70 30 50 50', 'Tlf. 70305050', 'sip:+4570305050@pbx.example', '٧٠٣٠٥٠٥٠', '70305050']],
      ['+74955550101', ['8 (495) 555-01-01', '8 495 555 01 01', '+8 495 555 01 01', '495 555-01-01', '+7 495 555 01 01 доб. 12']],
    ] as const) {
      const expected = await find(plain);
      expect(expected).not.toEqual([]);
      for (const notation of notations) expect(await find(notation), notation).toEqual(expected);
    }
  });

  it('ignore marks that are not seen in texts, and an ellipsis at the end', async () => {
    const rows = [{ sip_resource_id: '1', sip_name: 'Han\u200bsens tele\u00adfon – Nord' }];
    const fakeAccount = await startFakeAccount('exolve', 'west', { GetSIPList: rows });
    for (const text of ['hansens telefon', 'Hansens\u00a0telefon - nord', '\u2068Hansens\u2069', 'Hansens tele…'])
      expect((await askQuestion('list_lines', { text }, [fakeAccount])).lines, text).toHaveLength(1);
  });

  it('warn of numbers that are not E.164', async () => {
    const fakeAccount = await startFakeAccount('telecomx', 'north', {
      'GET /sip': [
        { _id: 'T', active: true, numbers: ['+45 70 30 50 50', '004570305051', '070305052', '+4570305053/54', '1101', 'none'] },
        { _id: 'U', active: true, numbers: ['+4570305055'] },
      ],
    });
    const { lines, warnings } = await askQuestion('list_lines', {}, [fakeAccount]);
    expect(lines.map(({ numbers }) => numbers)).toEqual([['+4570305050', '+4570305051'], ['+4570305055']]);
    expect(warnings).toEqual(['north: 2 numbers are left out: not E.164.']);
  });

  it.each(['8 (843) 555-01-01', '12-34-56', '2026.11.01'])('find "%s" as text in a name', async name => {
    const fakeAccount = await startFakeAccount('exolve', 'west', {
      GetSIPList: [{ sip_resource_id: '1', sip_name: `Gate ${name}` }, { sip_resource_id: '2' }],
    });
    expect((await askQuestion('list_lines', { text: name }, [fakeAccount])).lines.map(({ id }) => id)).toEqual(['1']);
  });

  it('find a number with punctuation as text', async () => {
    const { lines } = await askQuestion('list_lines', { text: '+45 70 30 50 50', limit: 500 }, accounts, unlimited);
    expect(lines.map(getLineKey)).toEqual(all.filter(matchesFilters({ text: '+4570305050' })).map(getLineKey));
  });

  it.each([
    [{ account: ['moscow', 'mosow'] }, 'account', /Unknown account "mosow": did you mean moscow\? Valid: copenhagen, moscow, kazan/],
    [{ status: ['broken'] }, 'status', /up, down, blocked, inactive, unknown/],
    [{ kind: ['phone'] }, 'kind', /sip_phone/],
    [{ provider: ['uis'] }, 'provider', /callgear, telecomx, exolve/],
    [{ number_prefix: '+' }, 'number_prefix', /digit/],
    [{ statsu: ['up'] }, 'statsu', /did you mean status/],
    [{ limit: 501 }, 'limit', /500/],
  ])('reject %j', async (input, field, message) => {
    expect(await catchError(askQuestion('list_lines', input, accounts))).toMatchObject({
      code: 'input',
      details: { field },
      message: expect.stringMatching(message),
    });
    expect(sandbox.requests).toEqual([]);
  });

  it('find Russian values, also if the provider rejects them in filters', async () => {
    const russianRejecting = await startSandbox({ rejectRussianValues: true });
    onTestFinished(() => russianRejecting.close());
    for (const status of lineStatuses) {
      const { lines } = await askQuestion(
        'list_lines',
        { status: [status], kind: ['sip_line'], limit: 500 },
        russianRejecting.accounts,
        unlimited,
      );
      expect(lines.map(getLineKey), status).toEqual(all.filter(matchesFilters({ status: [status], kind: ['sip_line'] })).map(getLineKey));
    }
  });
});

/** Returns the parameters of the requests of an operation, without credentials, fields, order and pagination. */
function getSentParameters(operation: string): unknown[] {
  const strip = ({ parameters }: SandboxRequest) =>
    // Parameters are decoded objects.
    Object.entries(parameters as object).filter(([name]) => !['access_token', 'token', 'fields', 'sort', 'offset', 'limit'].includes(name));
  return sandbox.requests.filter(request => request.operation === operation).map(request => Object.fromEntries(strip(request)));
}

describe('a filter that a provider supports', () => {
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
    await askQuestion('list_lines', { ...filters, limit: 500 }, accounts, unlimited);
    expect(getSentParameters(operation)[0]).toEqual(parameters);
  });

  it('is not sent with several values', async () => {
    await askQuestion('list_lines', { status: ['down', 'up'], limit: 500 }, accounts, unlimited);
    expect(getSentParameters('GET /sip')[0]).toEqual({});
  });

  it('skips lists and accounts that are not selected', async () => {
    await askQuestion('list_lines', { account: ['moscow'], kind: ['sip_line', 'number'] }, accounts);
    expect(new Set(sandbox.requests.map(({ operation }) => operation))).toEqual(new Set(['get.sip_lines']));
  });
});

describe('a provider without an account', () => {
  const exolveAccounts = accounts.filter(({ provider }) => provider === 'exolve');

  it.each(['list_lines', 'audit_lines', 'summarize_lines'] as const)('is an error of %s that names the settings', async name => {
    const error = await catchError(askQuestion(name, { provider: ['telecomx'] }, exolveAccounts));
    expect(error).toMatchObject({
      code: 'config',
      message: expect.stringMatching(/^No Telecom X account is set up\. Set TELECOMX_TOKEN/),
    });
  });

  it('does not affect the other requested providers', async () => {
    const { lines, accounts: outcomes, warnings } = await askQuestion('list_lines', { provider: ['telecomx', 'exolve'] }, exolveAccounts);
    expect(outcomes.map(({ provider }) => provider)).toEqual(['exolve']);
    expect(lines.length).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringMatching(/^No Telecom X account is set up\./)]);
  });

  it.each(['list_lines', 'audit_lines', 'summarize_lines'] as const)(
    'leaves out a named account of another provider in %s, and says so',
    async name => {
      const { warnings, accounts: outcomes } = await askQuestion(
        name,
        { account: ['copenhagen', 'kazan'], provider: ['exolve'] },
        accounts,
      );
      expect(warnings).toContain('Not of MTS Exolve, and left out: copenhagen.');
      expect(outcomes).toContainEqual(expect.objectContaining({ account: 'kazan', outcome: 'complete' }));
    },
  );

  it('is reported as denied to a caller who may use other accounts only', async () => {
    const registry = { ...createRegistry(exolveAccounts), restricted: true as const };
    const error = await catchError(askQuestion('list_lines', { provider: ['telecomx'] }, [], { registry }));
    expect(error).toMatchObject({ code: 'denied', message: 'You may not use any Telecom X account.' });
  });
});
