// The built command over stdio, tested with raw messages.
import { describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

const toInput = (...messages: object[]) => messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
const initialize = (protocolVersion: string) => ({
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } },
});
const envelope = {
  _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} },
};

async function exchange(input: string, environment: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const { stdout, code } = await linekeeper(['mcp', '--sandbox'], { input, environment });
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** What the server says at its start. */
const sandboxAccounts = 'Accounts of the sandbox: copenhagen (Telecom X), moscow (CallGear), kazan (MTS Exolve).\n';

describe('the server on stdio', () => {
  it.each(['2025-06-18', '2025-11-25'])('supports %s', async version => {
    const [first] = await exchange(toInput(initialize(version)));
    expect(first).toMatchObject({
      result: { protocolVersion: version, serverInfo: { name: 'linekeeper' }, capabilities: { tools: { listChanged: false } } },
    });
  });

  it('supports 2026-07-28, with cache hints', async () => {
    const [discovered, listed] = await exchange(
      toInput({ id: 1, method: 'server/discover', params: envelope }, { id: 2, method: 'tools/list', params: envelope }),
    );
    expect(discovered).toMatchObject({ result: { supportedVersions: ['2026-07-28'], cacheScope: 'public' } });
    expect(listed).toMatchObject({ result: { resultType: 'complete', ttlMs: 300_000, cacheScope: 'private' } });
  });

  it('answers all requests that it read before the end of input, then exits', async () => {
    const call = (id: number) => ({ id, method: 'tools/call', params: { name: 'telecomx_list_sip_phones', arguments: { limit: 500 } } });
    const all = await exchange(toInput(initialize('2025-11-25'), { method: 'notifications/initialized' }, call(2), call(3)));
    expect(all.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
  });

  it('writes only protocol messages to stdout, even after malformed input', async () => {
    const all = await exchange(
      `not json\n{"jsonrpc":"2.0"}\n${toInput(initialize('2025-11-25'), { id: 9, method: 'tools/list', params: {} })}`,
    );
    expect(all.find(({ id }) => id === 9)).toHaveProperty('result.tools');
    for (const message of all) expect(message).toMatchObject({ jsonrpc: '2.0' });
  });

  it('skips a byte order mark, carriage returns and blank lines', async () => {
    const messages = toInput(initialize('2025-11-25'), { id: 2, method: 'tools/list', params: {} });
    const { stdout, stderr } = await linekeeper(['mcp', '--sandbox'], {
      input: `\ufeff\r\n\n  \n${messages.replaceAll('\n', '\r\n\r\n')}`,
    });
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).toBe(sandboxAccounts);
  });

  it.each([null, {}, { cursor: null }, { cursor: '' }, { _meta: null }])('lists with the parameters %j', async params => {
    const methods = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'];
    const all = await exchange(toInput(initialize('2025-11-25'), ...methods.map((method, index) => ({ id: index + 2, method, params }))));
    for (const message of all) expect(message).toHaveProperty('result');
    expect(all).toHaveLength(5);
  });

  it('takes null and missing arguments for none', async () => {
    const call = (id: number, params: object) => ({ id, method: 'tools/call', params: { name: 'list_accounts', ...params } });
    const prompt = { id: 5, method: 'prompts/get', params: { name: 'find_owner', arguments: { number: 70305050 } } };
    const all = await exchange(
      toInput(initialize('2025-11-25'), call(2, { arguments: null }), call(3, {}), call(4, { arguments: {} }), prompt),
    );
    for (const id of [2, 3, 4]) expect(all.find(message => message.id === id)).toHaveProperty('result.structuredContent.accounts');
    expect(JSON.stringify(all.find(message => message.id === 5))).toContain('70305050');
  });

  it('reads messages in any pieces', async () => {
    const { MessageSplitter } = await import('../../packages/mcp/src/message-splitter.ts');
    const stream = new MessageSplitter(
      done => done(),
      () => {},
    );
    const bytes = Buffer.from('\ufeff{"params":null,"method":"ø"}\r\n\r\n{"id":1}');
    for (const byte of bytes) stream.write(Buffer.from([byte]));
    stream.end();
    expect(await stream.toArray().then(lines => lines.join(''))).toBe('{"method":"ø"}\n{"id":1}\n');
  });

  it('refuses a line over 10 MiB, and answers the next one', async () => {
    const padding = 'x'.repeat(10 * 1024 * 1024);
    const lines = ['{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{', '{"params":{'].map(head => `${head}"x":"${padding}"}}\n`);
    const ping = toInput({ id: 3, method: 'ping', params: {} });
    const all = await exchange(`${toInput(initialize('2025-11-25'))}${lines.join('')}${ping}`);
    expect(all.find(({ id }) => id === 2)).toMatchObject({ error: { message: 'The message is larger than 10 MiB.' } });
    expect(all.find(({ id }) => id === null)).toMatchObject({ error: { code: -32600 } });
    expect(all.find(({ id }) => id === 3)).toHaveProperty('result');
  });

  it('refuses a message that nests deeper than 100 levels, and answers the next one', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const initialization = `{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":${deep}}}`;
    const response = `{"jsonrpc":"2.0","id":3,"result":${deep}}`;
    const notification = `{"jsonrpc":"2.0","method":"notifications/cancelled","params":${deep}}`;
    const ping = toInput({ id: 4, method: 'ping', params: {} });
    const all = await exchange(`${toInput(initialize('2025-11-25'))}${[initialization, response, notification].join('\n')}\n${ping}`);
    expect(all.find(({ id }) => id === 2)).toMatchObject({ error: { code: -32600, message: expect.stringContaining('100 levels') } });
    expect(all.find(({ id }) => id === 4)).toHaveProperty('result');
    expect(all).toHaveLength(3);
  });

  it('logs that a message was malformed, without quoting it', async () => {
    const input = `${toInput(initialize('2025-11-25'))}{"jsonrpc": "2.0", "id": "planted"}\n[]\n`;
    const { stdout, stderr } = await linekeeper(['mcp', '--sandbox'], { input });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe(sandboxAccounts + 'mcp: ignored a line that is not a JSON-RPC message\n'.repeat(2));
  });

  it('returns a protocol error for an unknown tool', async () => {
    const all = await exchange(
      toInput(initialize('2025-11-25'), { id: 2, method: 'tools/call', params: { name: 'nothing', arguments: {} } }),
    );
    expect(all.find(({ id }) => id === 2)).toMatchObject({ error: { code: -32602 } });
  });

  it('starts without an account, and each tool call reports what to configure', async () => {
    const input = toInput(initialize('2025-11-25'), {
      id: 2,
      method: 'tools/call',
      params: { name: 'exolve_list_sip_ids', arguments: {} },
    });
    const { stdout } = await linekeeper(['mcp'], { input });
    const [, response] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(response).toMatchObject({ result: { isError: true, _meta: { 'linekeeper/error': { code: 'config', provider: 'exolve' } } } });
    expect(response.result.content[0].text).toMatch(/EXOLVE_API_KEY.*--sandbox/);
  });

  it('says at its start which accounts are broken, and what to set without any', async () => {
    const broken = await linekeeper(['mcp'], { environment: { EXOLVE_API_KEY: 'fake-key', TELECOMX_USERNAME: 'ann' } });
    expect(broken.stderr).toBe('Accounts: telecomx (Telecom X; broken: TELECOMX_PASSWORD is not set), exolve (MTS Exolve).\n');
    expect((await linekeeper(['mcp'])).stderr).toMatch(/^note: No account is set up\. Run "linekeeper init", or set .*EXOLVE_API_KEY/);
  });

  it('does not start with accounts that are invalid JSON, and does not quote them', async () => {
    const { code, stdout, stderr } = await linekeeper(['mcp'], { environment: { LINEKEEPER_ACCOUNTS: '[{"token": "sk-fake-planted"' } });
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_ACCOUNTS is not valid JSON/);
    expect(stderr).not.toContain('sk-fake');
  });
});
