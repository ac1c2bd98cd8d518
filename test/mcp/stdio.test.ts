// The built command over stdio: raw messages see the protocol itself.
import { describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

const lines = (...messages: object[]) => messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
const initialize = (protocolVersion: string) => ({
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } },
});
const envelope = {
  _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} },
};

async function answers(input: string, environment: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const { stdout, code } = await linekeeper(['mcp', '--sandbox'], { input, environment });
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('the server on stdio', () => {
  it.each(['2025-06-18', '2025-11-25'])('speaks %s', async version => {
    const [first] = await answers(lines(initialize(version)));
    expect(first).toMatchObject({
      result: { protocolVersion: version, serverInfo: { name: 'linekeeper' }, capabilities: { tools: { listChanged: false } } },
    });
  });

  it('speaks 2026-07-28, with hints for caches', async () => {
    const [discovered, listed] = await answers(
      lines({ id: 1, method: 'server/discover', params: envelope }, { id: 2, method: 'tools/list', params: envelope }),
    );
    expect(discovered).toMatchObject({ result: { supportedVersions: ['2026-07-28'], cacheScope: 'public' } });
    expect(listed).toMatchObject({ result: { resultType: 'complete', ttlMs: 300_000, cacheScope: 'public' } });
  });

  it('answers what was asked before its input ended, then exits', async () => {
    const call = (id: number) => ({ id, method: 'tools/call', params: { name: 'telecomx_list_sip_phones', arguments: { limit: 500 } } });
    const all = await answers(lines(initialize('2025-11-25'), { method: 'notifications/initialized' }, call(2), call(3)));
    expect(all.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
  });

  it('writes nothing but the protocol to stdout, rubbish in between or not', async () => {
    const all = await answers(
      `not json\n{"jsonrpc":"2.0"}\n${lines(initialize('2025-11-25'), { id: 9, method: 'tools/list', params: {} })}`,
    );
    expect(all.find(({ id }) => id === 9)).toHaveProperty('result.tools');
    for (const message of all) expect(message).toMatchObject({ jsonrpc: '2.0' });
  });

  it('says in its log that a line was no message, and not what it held', async () => {
    const input = `${lines(initialize('2025-11-25'))}{"jsonrpc": "2.0", "id": "planted"}\n[]\n`;
    const { stdout, stderr } = await linekeeper(['mcp', '--sandbox'], { input });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('mcp: a line was passed over: it is no message of JSON-RPC\n'.repeat(2));
  });

  it('says an unknown tool in the protocol’s own way', async () => {
    const all = await answers(lines(initialize('2025-11-25'), { id: 2, method: 'tools/call', params: { name: 'nothing', arguments: {} } }));
    expect(all.find(({ id }) => id === 2)).toMatchObject({ error: { code: -32602 } });
  });

  it('starts without an account and says in each call what to set', async () => {
    const input = lines(initialize('2025-11-25'), { id: 2, method: 'tools/call', params: { name: 'exolve_list_sip_ids', arguments: {} } });
    const { stdout } = await linekeeper(['mcp'], { input });
    const [, answer] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(answer).toMatchObject({ result: { isError: true, _meta: { 'linekeeper/error': { code: 'config', provider: 'exolve' } } } });
    expect(answer.result.content[0].text).toMatch(/EXOLVE_API_KEY.*--sandbox/);
  });

  it('does not start with accounts that are no JSON, and says so without repeating them', async () => {
    const { code, stdout, stderr } = await linekeeper(['mcp'], { environment: { LINEKEEPER_ACCOUNTS: '[{"token": "sk-fake-planted"' } });
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_ACCOUNTS is not valid JSON/);
    expect(stderr).not.toContain('sk-fake');
  });
});
