// How a number is looked for: its roles, what is sent to the providers, and what happens where they refuse or fail.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { accountAt } from './fake-lists.ts';
import { ask, outcomeOf, ownSandbox, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;
const find = async (number: string, at: readonly object[] = accounts) => await ask('find_number', { number }, at, uncounted);
const said = ({ matches }: Awaited<ReturnType<typeof find>>) => matches.map(({ line, role, match }) => `${keyOf(line)} ${role} ${match}`);

const everywhere = {
  'GET /sip': [
    { _id: 'T', name: 'Trunk', active: true, numbers: ['+4570305050'], defaultNumber: '+4570305051', failover: '+4570305052@203.0.113.1' },
  ],
  'GET /pbx/sipphone': [{ _id: 'P', macAddress: '000413000001', extension: { _id: 'E', number: '5053', direct: '+4570305054' } }],
  'get.sip_lines': [{ id: 1, phone_number: '5053', virtual_phone_number: '74955550101', type: 'in_out', status: 'active' }],
  'get.virtual_numbers': [{ id: 2, virtual_phone_number: '74955550102', redirection_phone_number: '74955550103', status: 'active' }],
  GetSIPList: [{ sip_resource_id: '3', sip_name: 'Gate', user_name: '883140555000101', cli: '79005550101' }],
  GetList: [{ number_name: '79005550102', application_uuid: 'x' }],
};
const own = async () => [
  await accountAt('telecomx', 'north', everywhere),
  await accountAt('callgear', 'east', everywhere),
  await accountAt('exolve', 'west', everywhere),
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
    expect(said(await find(number, await own()))).toEqual(expected);
  });
});

/** The parameter of the first request for a list. */
function sent(operation: string, name: string): unknown {
  const { parameters } = sandbox.requests.find(request => request.operation === operation) ?? {};
  // Parameters are decoded objects.
  return (parameters as Record<string, unknown> | undefined)?.[name];
}

describe('the search for a number', () => {
  it('asks the providers to filter where they can', async () => {
    await find('+74955550101');
    expect(sent('GetList', 'search_filter')).toBe('74955550101');
    expect(sent('GET /pbx/sipphone', 'filter')).toBe('74955550101');
    expect(JSON.stringify(sent('get.sip_lines', 'filter'))).toContain('"virtual_phone_number","operator":"=","value":"74955550101"');
    expect(JSON.stringify(sent('get.virtual_numbers', 'filter'))).toContain(
      '"redirection_phone_number","operator":"=","value":"74955550101"',
    );
  });

  it('reads the whole list where the provider refuses the filter', async () => {
    const expected = said(await find('8 495 555 01 01'));
    const error = { code: -32602, message: 'no', data: { mnemonic: 'invalid_parameter_value', field: 'filter.operator' } };
    for (const operation of ['get.sip_lines', 'get.virtual_numbers'])
      sandbox.fail({ operation, kind: 'status', status: 200, body: { jsonrpc: '2.0', id: 1, error } });
    sandbox.fail({ operation: 'GET /pbx/sipphone', kind: 'status', status: 400, body: { error: 'filter' } });
    sandbox.fail({ operation: 'GetList', kind: 'status', status: 400, body: { message: 'invalid value' } });
    const found = await find('8 495 555 01 01');
    expect(said(found)).toEqual(expected);
    expect(found.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it('names the accounts that could not be asked, and keeps what the others have', async () => {
    sandbox.fail({ provider: 'telecomx', kind: 'ip_denied', times: 1_000 });
    const { content, failure } = await outcomeOf('find_number', { number: '+78435550101' }, accounts);
    expect(content).toMatchObject({
      returned: 2,
      accounts: [{ account: 'copenhagen', outcome: 'failed' }, { outcome: 'complete' }, { outcome: 'complete' }],
    });
    expect(failure).toMatchObject({ code: 'denied' });
  });

  it('of an extension asks every account whether it answers', async () => {
    sandbox.fail({ provider: 'exolve', kind: 'ip_denied', times: 1_000 });
    expect((await find('204')).accounts).toMatchObject([
      { outcome: 'complete', returned: 1 },
      { outcome: 'complete' },
      { outcome: 'failed' },
    ]);
  });

  it('reads national notation in the country that an account is given', async () => {
    const [north] = await own();
    expect(said(await find('70305050', [{ ...north }]))).toEqual(['north sip_trunk T number national']);
    expect(said(await find('70305050', [{ ...north, country: 'SE' }]))).toEqual(['north sip_trunk T number suffix']);
  });
});
