// The built `tool` function with its three event formats, its time limits, and its metrics.
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { linekeeper } from '../command.ts';
import { startFakeAws } from './aws.ts';
import { startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await startFakeAws();
const accountsText = () => JSON.stringify(sandbox.accounts);
services.secrets.set('linekeeper/accounts', accountsText());
const tool = await startFunction('tool', services.environment);

beforeEach(() => {
  sandbox.clearFaults();
  services.secrets.set('linekeeper/accounts', accountsText());
});

const callTool = (name: string, input?: object) => tool.invoke({ tool: name, ...(input !== undefined && { input }) });

describe('the tool function', () => {
  it('returns the structured content that the shell prints', async () => {
    const environment = { LINEKEEPER_ACCOUNTS: accountsText() };
    for (const [name, input, args] of [
      ['list_lines', { status: ['down'], limit: 5 }, ['lines', '--status', 'down', '--limit', '5']],
      ['find_number', { number: '70 30 50 50' }, ['find', '70 30 50 50']],
      ['callgear_list_sip_lines', { status: 'inactive' }, ['callgear', 'sip-lines', '--status', 'inactive']],
    ] as const) {
      const { stdout } = await linekeeper([...args, '--format', 'json'], { environment });
      expect(await callTool(name, input)).toEqual(JSON.parse(stdout));
    }
  });

  it('runs every tool without required arguments', async () => {
    // A change log is that of a customer, whom the call or the account must name.
    const candidates = tools.filter(
      ({ name, inputSchema: { required = [] } }) => required.length === 0 && name !== 'telecomx_list_changes',
    );
    for (const { name, inputSchema } of candidates) {
      const result = await callTool(name, inputSchema.properties?.limit === undefined ? undefined : { limit: 2 });
      // These lists require the account of an agent or a reseller, which the sandbox does not have.
      if (['callgear_list_customer_users', 'callgear_list_customers', 'telecomx_list_customers'].includes(name))
        expect(result).toMatchObject({ error: { code: 'denied' } });
      else expect(result, name).not.toHaveProperty('error');
    }
  });

  it.each<[string, unknown, object]>([
    [
      'an unknown tool',
      { tool: 'list_line' },
      { code: 'input', field: 'tool', message: expect.stringContaining('did you mean list_lines?') },
    ],
    ['no tool', {}, { code: 'input', message: expect.stringContaining('Give a tool and its arguments') }],
    ['no event', null, { code: 'input', message: expect.stringContaining('Give a tool and its arguments') }],
    ['a wrong argument', { tool: 'list_lines', input: { stauts: ['down'] } }, { code: 'input', field: 'stauts' }],
    ['arguments as a string', { tool: 'list_lines', input: 'down' }, { code: 'input', message: 'Arguments must be given by name.' }],
  ])('returns an error as data for %s', async (_, event, error) => {
    expect(await tool.invoke(event)).toEqual({ error: expect.objectContaining(error) });
  });

  it('returns when to retry a rate-limited provider', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'rate_limited', seconds: 120, times: 10 });
    const { error } = await callTool('callgear_list_sip_lines');
    expect(error).toMatchObject({ code: 'rate_limited', provider: 'callgear', account: 'moscow', retry_after_s: expect.any(Number) });
    expect(error.retry_after_s).toBeGreaterThan(60);
  });

  it('returns what it has before the function times out', async () => {
    sandbox.addFault({ provider: 'telecomx', kind: 'slow', ms: 30_000, times: 10 });
    const { accounts, lines } = await tool.invoke({ tool: 'list_lines', input: {} }, 5_000);
    expect(accounts).toContainEqual(
      expect.objectContaining({
        account: 'copenhagen',
        outcome: expect.stringMatching(/failed|partial/),
        error: expect.stringContaining('timeout'),
      }),
    );
    expect(lines.length).toBeGreaterThan(0);
  });

  it('honors the timeout in its environment', async () => {
    sandbox.addFault({ provider: 'telecomx', kind: 'slow', ms: 30_000, times: 10 });
    const lambda = await startFunction('tool', { ...services.environment, LINEKEEPER_TIMEOUT_MS: '2000' });
    const { error } = await lambda.invoke({ tool: 'telecomx_list_sip_phones' }, 10_000);
    expect(error).toMatchObject({ code: 'timeout', account: 'copenhagen' });
  }, 8_000);
});

describe('an agent’s action group', () => {
  const common = {
    messageVersion: '1.0',
    agent: { name: 'phones', id: 'A1', alias: 'a', version: '1' },
    inputText: 'who has 70305050?',
    sessionId: 's1',
    actionGroup: 'lines',
    sessionAttributes: { kept: 'yes' },
    promptSessionAttributes: {},
  };

  it('with function details passes every argument as text', async () => {
    const parameters = [
      { name: 'status', type: 'array', value: '[down, blocked]' },
      { name: 'limit', type: 'integer', value: '3' },
    ];
    const response = await tool.invoke({ ...common, function: 'list_lines', parameters });
    expect(response).toMatchObject({
      messageVersion: '1.0',
      response: { actionGroup: 'lines', function: 'list_lines' },
      sessionAttributes: { kept: 'yes' },
    });
    const { lines } = JSON.parse(response.response.functionResponse.responseBody.TEXT.body);
    expect(lines).toHaveLength(3);
    expect(lines.every(({ status }: { status: string }) => ['down', 'blocked'].includes(status))).toBe(true);
  });

  it('with an API schema passes a path and a body', async () => {
    const requestBody = { content: { 'application/json': { properties: [{ name: 'number', type: 'string', value: '70305050' }] } } };
    const response = await tool.invoke({ ...common, apiPath: '/find_number', httpMethod: 'POST', requestBody });
    expect(response.response).toMatchObject({ actionGroup: 'lines', apiPath: '/find_number', httpMethod: 'POST', httpStatusCode: 200 });
    expect(JSON.parse(response.response.responseBody['application/json'].body).matches.length).toBeGreaterThan(0);
  });

  it('gets at most 25,000 bytes, and the rest by the cursor', async () => {
    const { createServer } = await import('node:http');
    const phones = Array.from({ length: 300 }, (_, index) => ({
      _id: `F${index}`,
      extension: { _id: `X${index}`, number: String(200 + index) },
      employee: { _id: `E${index}`, name: `"Константинопольский" Александр №${index} 電話` },
      online: true,
    }));
    const provider = createServer((request, response) => {
      const body = request.url?.startsWith('/pbx') ? { total: phones.length, sipPhones: phones } : { total: 0, sipAccounts: [] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void provider.close());
    const address = provider.address();
    const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const account = { name: 'copenhagen', provider: 'telecomx', token: 'fake-telecomx-key', base_url: baseUrl };
    services.secrets.set('linekeeper/accounts', JSON.stringify([account]));
    const lambda = await startFunction('tool', services.environment);
    onTestFinished(() => lambda.close());
    for (const [name, key] of [
      ['list_lines', 'lines'],
      ['telecomx_list_sip_phones', 'rows'],
      ['audit_lines', 'findings'],
    ] as const) {
      const response = await lambda.invoke({ ...common, function: name, parameters: [{ name: 'limit', type: 'integer', value: '300' }] });
      expect(Buffer.byteLength(JSON.stringify(response)), name).toBeLessThanOrEqual(25_000);
      const content = JSON.parse(response.response.functionResponse.responseBody.TEXT.body);
      if (key !== 'findings') expect(content, name).toMatchObject({ [key]: expect.any(Array), next_cursor: expect.any(String) });
    }
  });

  it('gets errors in the same format', async () => {
    const response = await tool.invoke({ ...common, function: 'list_line', parameters: [] });
    expect(JSON.parse(response.response.functionResponse.responseBody.TEXT.body)).toMatchObject({ error: { code: 'input' } });
  });
});

describe('a gateway’s target', () => {
  it('passes the arguments as the event, and the tool name in the client context', async () => {
    const custom = { bedrockAgentCoreToolName: 'lines___find_number', bedrockAgentCoreTargetId: 'T1' };
    const { matches } = await tool.invoke({ number: '70305050' }, 30_000, { custom });
    expect(matches.length).toBeGreaterThan(0);
    expect(await tool.invoke({ number: 5 }, 30_000, { custom })).toMatchObject({ error: { code: 'input', field: 'number' } });
  });
});

describe('a tool function for some accounts', () => {
  it('uses these alone, and refuses what reaches beyond them', async () => {
    const narrowed = await startFunction('tool', { ...services.environment, LINEKEEPER_TOOL_ACCOUNTS: 'moscow' });
    onTestFinished(() => narrowed.close());
    const { accounts } = await narrowed.invoke({ tool: 'list_accounts' });
    expect(accounts.map(({ account }: { account: string }) => account)).toEqual(['moscow']);
    const call = (name: string, input: object) => narrowed.invoke({ tool: name, input });
    expect(await call('list_lines', { account: ['kazan'] })).toMatchObject({ error: { code: 'input' } });
    expect(await call('callgear_list_sip_lines', { user_id: 7 })).toMatchObject({ error: { code: 'denied', field: 'user_id' } });
    for (const name of ['customer', 'reseller']) {
      expect(await call('telecomx_list_sip_accounts', { [name]: '0a1b2c3d4e5f0a1b2c3d4e5f' })).toHaveProperty('error.code', 'denied');
    }
  });
});

describe('telemetry', () => {
  it('counts provider requests, latency, retries and errors, with no dimensions but account, operation and code', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'status', status: 500, times: 1 });
    await callTool('exolve_list_sip_ids', { limit: 1 });
    sandbox.addFault({ provider: 'exolve', kind: 'status', status: 401, times: 2 });
    await callTool('exolve_list_sip_ids', { limit: 1 });
    await expect.poll(() => tool.log()).toContain('AuthFailures');
    const records = tool
      .log()
      .split('\n')
      .filter(text => text.includes('_aws'))
      .map(text => JSON.parse(text));
    const metrics = (name: string) => records.filter(record => name in record);
    expect(metrics('ProviderRequests').length).toBeGreaterThan(0);
    expect(metrics('Retries').some(({ Retries, operation }) => Retries === 1 && operation === 'exolve_list_sip_ids')).toBe(true);
    expect(metrics('Errors').at(-1)).toMatchObject({ account: 'kazan', operation: 'exolve_list_sip_ids', code: 'auth', Errors: 1 });
    const dimensions = new Set(
      records.flatMap(({ _aws }) => _aws.CloudWatchMetrics.flatMap(({ Dimensions }: { Dimensions: string[][] }) => Dimensions.flat())),
    );
    expect([...dimensions].sort()).toEqual(['account', 'code', 'operation', 'service']);
  });

  it('contains no credential and no URL', async () => {
    const secrets = sandbox.accounts.map(account =>
      'token' in account ? account.token : 'access_token' in account ? account.access_token : account.api_key,
    );
    for (const text of [...secrets, sandbox.url, 'fake-secret-key']) expect(tool.log()).not.toContain(text);
  });
});
