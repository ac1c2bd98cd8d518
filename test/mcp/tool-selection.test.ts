// The header `X-Linekeeper-Tools` narrows the tools of a client over HTTP, and never widens what the operator lists.
import { afterAll, describe, expect, it } from 'vitest';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post } from './raw-messages.ts';

const server = await startHttpCommand({ environment: { LINEKEEPER_TOOLS: 'questions,exolve' } });
afterAll(() => server.kill());

const list = async (tools?: string) => {
  const { body, headers } = modernMessage('tools/list');
  const answer = await post(server.url, body, { headers: { ...headers, ...(tools !== undefined && { 'x-linekeeper-tools': tools }) } });
  return answer.body.result?.tools.map(({ name }: { name: string }) => name) ?? answer.body.error;
};

describe('X-Linekeeper-Tools', () => {
  it('narrows to tools and groups, in any letter case', async () => {
    const all = await list();
    expect(await list('list_lines, Find_Number')).toEqual(['list_lines', 'find_number']);
    expect(await list('exolve')).toEqual(all.filter((name: string) => name.startsWith('exolve_')));
    expect(await list('questions,exolve')).toEqual(all);
    expect(await list(' , ')).toEqual(all);
  });

  it('works in the older revisions, too', async () => {
    const { body } = await post(server.url, legacyBody('tools/list'), { headers: { 'x-linekeeper-tools': 'find_number' } });
    expect(body.result.tools).toHaveLength(1);
  });

  it('never widens: what the operator does not list is unknown', async () => {
    for (const name of ['callgear', 'telecomx_list_sip_phones', 'nonsense'])
      expect(await list(name)).toMatchObject({
        code: -32_602,
        message: expect.stringMatching(/^X-Linekeeper-Tools: Unknown tool or group/),
      });
  });

  it('holds for calls: a tool that is not listed cannot be called', async () => {
    const { body, headers } = modernMessage('tools/call', { name: 'list_accounts', arguments: {} });
    const call = (tools: string) => post(server.url, body, { headers: { ...headers, 'x-linekeeper-tools': tools } });
    expect((await call('list_accounts')).body.result.structuredContent.accounts).toHaveLength(3);
    expect((await call('list_lines')).body.error).toMatchObject({ code: -32_602, message: 'Unknown tool "list_accounts".' });
  });
});
