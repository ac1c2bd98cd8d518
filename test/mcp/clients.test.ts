// Clients of both SDK generations, over stdio, over HTTP and against the built function: each lists, calls, pages, reads and completes.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aws } from '../lambda/aws.ts';
import { bridge } from '../lambda/bridge.ts';
import { functionNamed } from '../lambda/functions.ts';
import { type Calling, modern, older, type Place } from './clients.ts';
import { httpServer } from './http-command.ts';

const sandbox = await startSandbox();
const services = await aws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "test", "token": "fake-bearer-token", "accounts": ["*"]}]}');
const server = await httpServer({ sandbox: false, environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) } });
const lambda = await functionNamed('mcp', services.environment);
const gateway = await bridge(lambda);
afterAll(async () => {
  for (const { close } of [server, lambda, gateway]) close();
  await sandbox.close();
});

const places: [string, Place][] = [
  ['stdio', { args: ['mcp', '--sandbox'] }],
  ['HTTP', { url: server.url }],
  ['Lambda', { url: gateway.url, headers: { authorization: 'Bearer fake-bearer-token' } }],
];
const generations = [
  ['modern', modern],
  ['older', older],
] as const;

const cases = generations.flatMap(([generation, connect]) => places.map(([name, place]) => ({ generation, connect, name, place })));

describe.each(cases)('the $generation client over $name', ({ connect, place, name }) => {
  let client: Calling;
  beforeAll(async () => {
    client = await connect(place);
  });
  afterAll(() => client.close());

  it('lists all tools', async () => {
    expect((await client.listTools()).tools.map(tool => tool.name)).toEqual([
      'callgear_list_sip_lines',
      'callgear_list_virtual_numbers',
      'callgear_list_employees',
      'callgear_list_customer_users',
      'telecomx_list_sip_accounts',
      'telecomx_list_sip_phones',
      'exolve_list_sip_ids',
      'exolve_list_numbers',
      'list_lines',
      'find_number',
      'audit_lines',
      'summarize_lines',
      'list_accounts',
    ]);
  });

  it('gets structured content and the same as one text', async () => {
    const { structuredContent, content, isError } = await client.callTool({ name: 'telecomx_list_sip_accounts', arguments: { up: false } });
    expect(isError ?? false).toBe(false);
    expect(structuredContent).toMatchObject({ account: 'copenhagen', returned: 2 });
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  });

  it('pages to the end and gets every row once', async () => {
    const ids: unknown[] = [];
    for (let cursor: unknown; ; ) {
      const { structuredContent } = await client.callTool({
        name: 'exolve_list_sip_ids',
        arguments: { limit: 7, ...(cursor === undefined ? {} : { cursor }) },
      });
      // The tool's output schema, which the client has just checked.
      const page = structuredContent as { rows: { sip_resource_id: string }[]; next_cursor?: string };
      ids.push(...page.rows.map(row => row.sip_resource_id));
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toContain('18446744073709551007');
  });

  it('gets wrong arguments back as an error of the contract, and the next call is fine', async () => {
    const wrong = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { statsu: 'active' } });
    expect(wrong).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'input', field: 'statsu' } } });
    expect(wrong.structuredContent).toBeUndefined();
    expect(wrong.content).toEqual([{ type: 'text', text: expect.stringContaining('did you mean status?') }]);
    const right = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { limit: 1 } });
    expect(right.structuredContent).toMatchObject({ returned: 1 });
  });

  it('gets a result that fits the output schema in every format', async () => {
    const needed: Record<string, object> = { find_number: { number: '70305050' }, summarize_lines: {}, list_accounts: {} };
    for (const { name } of (await client.listTools()).tools) {
      // Only agents may list their customers' users.
      if (name === 'callgear_list_customer_users') continue;
      const isList = /^[a-z]+_list_/.test(name) && !name.startsWith('list_');
      const forms = [{}, ...(isList ? [{ response_format: 'detailed' }] : []), ...(name.startsWith('telecomx') ? [{ full: true }] : [])];
      for (const form of forms) {
        const given = needed[name] ?? { limit: 40, ...form };
        expect((await client.callTool({ name, arguments: { ...given } })).isError ?? false, name).toBe(false);
      }
    }
  });

  it('reads all lines as a file, the same as the lists tell', async () => {
    const { contents } = await client.readResource({ uri: 'linekeeper://export/lines.csv' });
    expect(contents[0]).toMatchObject({ uri: 'linekeeper://export/lines.csv', mimeType: 'text/csv' });
    const { structuredContent } = await client.callTool({ name: 'summarize_lines', arguments: {} });
    // The header is a line too; no cell of the sandbox's holds a line break.
    expect(contents[0]?.text?.trim().split('\r\n')).toHaveLength(1 + (structuredContent as { total: number }).total);
    expect(contents[0]?.text).toMatch(/^account,provider,kind,id,name,numbers,/);
    // The sandbox inside the process says what it is.
    expect(contents.slice(1).map(({ text }) => text)).toEqual(
      name === 'stdio' ? ["This is the built-in sandbox's data, not a real account's."] : [],
    );
  });

  it('reads the accounts, what they report, one line and the view', async () => {
    const uris = (await client.listResources()).resources.map(({ uri }) => uri);
    expect(uris).toEqual([
      'linekeeper://accounts',
      'linekeeper://capabilities',
      'linekeeper://export/lines.csv',
      'ui://linekeeper/inventory',
    ]);
    for (const uri of uris) expect((await client.readResource({ uri })).contents[0]?.text?.length).toBeGreaterThan(100);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'linekeeper://lines/{account}/{id}',
      'linekeeper://export/lines.csv{?status,provider}',
    ]);
    const [line] = (await client.readResource({ uri: 'linekeeper://lines/kazan/18446744073709551007' })).contents;
    expect(JSON.parse(line?.text ?? '')).toMatchObject({ lines: [{ account: 'kazan', id: '18446744073709551007' }], rows: [{}] });
    await expect(client.readResource({ uri: 'linekeeper://lines/kazan/0' })).rejects.toThrow(/No line of "kazan" has this id/);
  });

  it('gets prompts that name the tools', async () => {
    const names = (await client.listPrompts()).prompts.map(prompt => prompt.name);
    expect(names).toEqual(['audit_my_lines', 'leaver_check', 'find_owner', 'daily_report']);
    const { messages } = await client.getPrompt({ name: 'find_owner', arguments: { number: '70 30 50 50' } });
    expect(JSON.stringify(messages)).toMatch(/find_number/);
  });

  it('completes the name of an account', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'linekeeper://lines/{account}/{id}' },
      argument: { name: 'account', value: 'mo' },
    });
    expect(completion.values).toEqual(['moscow']);
  });
});
