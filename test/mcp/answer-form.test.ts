// `LINEKEEPER_ANSWERS` and the header `X-Linekeeper-Answers` choose the form of answers to clients that ask for none.
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { startHttpCommand } from './http-command.ts';
import { modernMessage, post } from './raw-messages.ts';

const server = await startHttpCommand({ environment: { LINEKEEPER_ANSWERS: 'Columns' } });
afterAll(() => server.kill());

const call = async (name: string, input: object = {}, answers?: string) => {
  const { body, headers } = modernMessage('tools/call', { name, arguments: input });
  return (await post(server.url, body, { headers: { ...headers, ...(answers !== undefined && { 'x-linekeeper-answers': answers }) } })).body
    .result;
};

describe('LINEKEEPER_ANSWERS=columns', () => {
  it('makes columns the default, for lists with all fields, too', async () => {
    const { structuredContent, content } = await call('list_lines', { limit: 3 });
    expect(structuredContent.lines[0]).toMatchObject({
      account: 'copenhagen',
      columns: expect.arrayContaining(['id']),
      rows: Array.from({ length: 3 }, () => expect.any(Array)),
    });
    expect(JSON.parse(content[0].text)).toEqual(structuredContent);
    const { columns } = (await call('exolve_list_numbers', { response_format: 'detailed' })).structuredContent;
    expect(columns.length).toBeGreaterThan((await call('exolve_list_numbers')).structuredContent.columns.length);
  });

  it('is told to the model', async () => {
    const { body, headers } = modernMessage('server/discover');
    const { instructions } = (await post(server.url, body, { headers })).body.result;
    expect(instructions).toContain('Lists are columns');
    expect(instructions.length).toBeLessThan(1_200);
  });

  it('leaves counts, summaries and accounts as they are', async () => {
    expect((await call('summarize_lines')).structuredContent.groups[0]).toMatchObject({ count: expect.any(Number) });
    expect((await call('list_accounts')).structuredContent.accounts).toHaveLength(3);
  });

  it('must be a known form, or the start fails', async () => {
    const { code, stderr } = await linekeeper(['mcp', '--sandbox'], { environment: { LINEKEEPER_ANSWERS: 'tables' } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining('LINEKEEPER_ANSWERS must be one of objects, columns.') });
  });
});

describe('X-Linekeeper-Answers', () => {
  it('chooses for one client', async () => {
    expect((await call('list_lines', { limit: 1 }, 'objects')).structuredContent.lines[0]).toMatchObject({
      kind: 'sip_trunk',
      status: 'unknown',
    });
    expect((await call('list_lines', { limit: 1 }, 'tables')).content[0].text).toBe(
      'input: X-Linekeeper-Answers must be one of objects, columns.',
    );
  });
});
