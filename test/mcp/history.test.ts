// The history over MCP: its tool and resource where one is kept, and metrics for Prometheus.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { playWeek } from '../history/played-week.ts';
import { connectModernClient } from './clients.ts';
import { startHttpCommand } from './http-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'linekeeper-mcp-history-'));
const week = await playWeek(folder);
afterAll(async () => {
  await week.history.close();
  await week.sandbox.close();
  rmSync(folder, { recursive: true });
});

const accounts = { LINEKEEPER_ACCOUNTS: JSON.stringify(week.sandbox.accounts) };
const tokens = JSON.stringify([{ name: 'moscow-only', token: 'a-token-of-sixteen-or-more', accounts: ['moscow'] }]);

async function startServer(environment: Record<string, string>) {
  const server = await startHttpCommand({ sandbox: false, environment: { ...accounts, ...environment } });
  onTestFinished(() => server.kill());
  return server;
}

async function connect(url: string, headers?: Record<string, string>) {
  const client = await connectModernClient({ url, ...(headers !== undefined && { headers }) });
  onTestFinished(() => client.close());
  return client;
}

describe('list_changes', () => {
  it('is listed, with its resource, where a history is kept', async () => {
    const client = await connect((await startServer({ LINEKEEPER_HISTORY: week.path })).url);
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names.at(-1)).toBe('list_changes');
    const templates = (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate);
    expect(templates).toContain('linekeeper://changes{?since}');
    const { contents } = await client.readResource({ uri: 'linekeeper://changes?since=2026-10-26&until=2026-10-26' });
    expect(JSON.parse(contents[0]?.text ?? '')).toMatchObject({ changes: [{ change: 'added' }], returned: 1 });
    await expect(client.readResource({ uri: 'linekeeper://changes?since=someday' })).rejects.toThrow(/monday, yesterday/);
    await expect(client.readResource({ uri: 'linekeeper://changes/x' })).rejects.toThrow();
  });

  it('is not there otherwise', async () => {
    const client = await connect((await startServer({})).url);
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('list_changes');
    expect((await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate)).not.toContain(
      'linekeeper://changes{?since}',
    );
    await expect(client.readResource({ uri: 'linekeeper://changes' })).rejects.toThrow();
  });

  it('shows a caller the changes of permitted accounts alone', async () => {
    const { url } = await startServer({ LINEKEEPER_HISTORY: week.path, LINEKEEPER_HTTP_TOKENS: tokens });
    const client = await connect(url, { authorization: 'Bearer a-token-of-sixteen-or-more' });
    const input = { since: '2026-10-26', until: '2026-11-01', change: ['owner', 'added', 'number'] };
    const { structuredContent } = await client.callTool({ name: 'list_changes', arguments: input });
    expect(structuredContent).toMatchObject({ changes: [{ account: 'moscow', change: 'owner' }], returned: 1, snapshots: { failed: [] } });
  });
});

describe('metrics', () => {
  const get = async (url: string, token?: string) => {
    const response = await fetch(url.replace(/\/mcp$/, '/metrics'), {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  it('are off by default', async () => {
    expect((await get((await startServer({ LINEKEEPER_HISTORY: week.path })).url)).status).toBe(404);
  });

  it('need a history', async () => {
    await expect(startServer({ LINEKEEPER_METRICS: '1' })).rejects.toThrow(/config: LINEKEEPER_METRICS needs LINEKEEPER_HISTORY/);
  });

  it('count the lines of the last snapshot, without a number or a name in a label', async () => {
    const { url } = await startServer({ LINEKEEPER_HISTORY: week.path, LINEKEEPER_METRICS: '1' });
    const { status, type, text } = await get(url);
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(text).toContain('# TYPE linekeeper_lines gauge\n');
    expect(text).toContain('linekeeper_lines{account="moscow",kind="sip_line",status="down"} 4\n');
    expect(text).toContain('linekeeper_lines{account="moscow",kind="sip_line",status="up"} 33\n');
    expect(text).toContain('linekeeper_account_up{account="kazan"} 1\n');
    expect(text).toMatch(/^linekeeper_snapshot_age_seconds \d+$/m);
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) linekeeper_\w+ .+|linekeeper_\w+(\{(\w+="[a-z0-9_-]+",?)+\})? \d+)$/);
    expect((await fetch(url.replace(/\/mcp$/, '/metrics'), { method: 'POST' })).status).toBe(405);
  });

  it('show a caller permitted accounts alone, and nothing without a token', async () => {
    const { url } = await startServer({ LINEKEEPER_HISTORY: week.path, LINEKEEPER_METRICS: '1', LINEKEEPER_HTTP_TOKENS: tokens });
    expect((await get(url)).status).toBe(401);
    const { text } = await get(url, 'a-token-of-sixteen-or-more');
    expect(new Set([...text.matchAll(/account="([^"]+)"/g)].map(([, account]) => account))).toEqual(new Set(['moscow']));
  });
});
