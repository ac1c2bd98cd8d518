// `find_number`: the roles of a number, the requests to the providers, and their errors.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const find = async (number: string, at: readonly object[] = accounts) => await askQuestion('find_number', { number }, at, unlimited);
const formatMatches = ({ matches }: Awaited<ReturnType<typeof find>>) =>
  matches.map(({ line, role, match }) => `${getLineKey(line)} ${role} ${match}`);

const lists = {
  'GET /sip': [
    { _id: 'T', name: 'Trunk', active: true, numbers: ['+4570305050'], defaultNumber: '+4570305051', failover: '+4570305052@203.0.113.1' },
  ],
  'GET /pbx/sipphone': [{ _id: 'P', macAddress: '000413000001', extension: { _id: 'E', number: '5053', direct: '+4570305054' } }],
  'get.sip_lines': [{ id: 1, phone_number: '5053', virtual_phone_number: '74955550101', type: 'in_out', status: 'active' }],
  'get.virtual_numbers': [{ id: 2, virtual_phone_number: '74955550102', redirection_phone_number: '74955550103', status: 'active' }],
  GetSIPList: [{ sip_resource_id: '3', sip_name: 'Gate', user_name: '883140555000101', cli: '79005550101' }],
  GetList: [{ number_name: '79005550102', application_uuid: 'x' }],
};
const startFakeAccounts = async () => [
  await startFakeAccount('telecomx', 'north', lists),
  await startFakeAccount('callgear', 'east', lists),
  await startFakeAccount('exolve', 'west', lists),
];

describe('the role of a number', () => {
  it.each([
    ['+4570305050', ['north sip_trunk T number exact']],
    ['+4570305051', ['north sip_trunk T caller_id exact']],
    ['+4570305052', ['north sip_trunk T failover exact']],
    ['+4570305054', ['north sip_phone P direct_number exact']],
    ['5053', ['north sip_phone P extension exact', 'east sip_line 1 extension exact']],
    ['+74955550101', ['east sip_line 1 caller_id exact']],
    ['+74955550102', ['east virtual_number 2 number exact']],
    ['+74955550103', ['east virtual_number 2 redirection exact']],
    ['+79005550101', ['west sip_id 3 caller_id exact']],
    ['+79005550102', ['west number 79005550102 number exact']],
    ['0102', ['east virtual_number 2 number suffix', 'west number 79005550102 number suffix']],
    ['+883140555000101', []],
  ])('of %s is %j', async (number, expected) => {
    expect(formatMatches(await find(number, await startFakeAccounts()))).toEqual(expected);
  });
});

/** Returns a parameter of the first request of an operation. */
function getSentParameter(operation: string, name: string): unknown {
  const { parameters } = sandbox.requests.find(request => request.operation === operation) ?? {};
  // Parameters are decoded objects.
  return (parameters as Record<string, unknown> | undefined)?.[name];
}

describe('the search for a number', () => {
  it('pushes the filter down to the providers that support it', async () => {
    await find('+74955550101');
    expect(getSentParameter('GetList', 'search_filter')).toBe('74955550101');
    expect(getSentParameter('GET /pbx/sipphone', 'filter')).toBe('74955550101');
    expect(JSON.stringify(getSentParameter('get.sip_lines', 'filter'))).toContain(
      '"virtual_phone_number","operator":"=","value":"74955550101"',
    );
    expect(JSON.stringify(getSentParameter('get.virtual_numbers', 'filter'))).toContain(
      '"redirection_phone_number","operator":"=","value":"74955550101"',
    );
  });

  it('reads the whole list if the provider rejects the filter', async () => {
    const expected = formatMatches(await find('8 495 555 01 01'));
    const error = { code: -32602, message: 'no', data: { mnemonic: 'invalid_parameter_value', field: 'filter.operator' } };
    for (const operation of ['get.sip_lines', 'get.virtual_numbers'])
      sandbox.addFault({ operation, kind: 'status', status: 200, body: { jsonrpc: '2.0', id: 1, error } });
    sandbox.addFault({ operation: 'GET /pbx/sipphone', kind: 'status', status: 400, body: { error: 'filter' } });
    sandbox.addFault({ operation: 'GetList', kind: 'status', status: 400, body: { message: 'invalid value' } });
    const found = await find('8 495 555 01 01');
    expect(formatMatches(found)).toEqual(expected);
    expect(found.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it('names the accounts that failed, and keeps the matches of the others', async () => {
    sandbox.addFault({ provider: 'telecomx', kind: 'ip_denied', times: 1_000 });
    const { content, failure } = await runTool('find_number', { number: '+78435550101' }, accounts);
    expect(content).toMatchObject({
      returned: 2,
      accounts: [{ account: 'copenhagen', outcome: 'failed' }, { outcome: 'complete' }, { outcome: 'complete' }],
    });
    expect(failure).toMatchObject({ code: 'denied' });
  });

  it('for an extension probes every account', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'ip_denied', times: 1_000 });
    expect((await find('204')).accounts).toMatchObject([
      { outcome: 'complete', returned: 2 },
      { outcome: 'complete' },
      { outcome: 'failed' },
    ]);
  });

  it('parses national notation for the country setting of an account', async () => {
    const [north] = await startFakeAccounts();
    expect(formatMatches(await find('70305050', [{ ...north }]))).toEqual(['north sip_trunk T number national']);
    expect(formatMatches(await find('70305050', [{ ...north, country: 'SE' }]))).toEqual(['north sip_trunk T number suffix']);
  });
});
