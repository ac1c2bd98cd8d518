// Our server as the Inspector's command line meets it, a host that we did not write: schemas, calls and the view's wiring, in both eras, on both transports.
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { httpServer } from '../mcp/http-command.ts';
import { inspector, judged, type Ran } from './tools.ts';

const server = await httpServer();
afterAll(() => server.close());

const eras = [
  ['legacy', '2025-11-25'],
  ['modern', '2026-07-28'],
] as const;

const overHttp = [server.url, '--transport', 'http'];
const overStdio = [process.execPath, built, 'mcp', '--sandbox'];

/** Its exit codes: 0 is well, 5 a tool's error, 6 a schema that is not portable. */
const inspect = (place: readonly string[], era: string, ...asking: readonly string[]): Promise<Ran> =>
  judged(inspector, ['--cli', ...place, '--protocol-era', era, '--format', 'json', '--method', ...asking]);

const call = (tool: string, input: object) => ['tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(input)];

/** A line of JSON for each answer. */
const answersIn = ({ stdout }: Ran) =>
  stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describe.each([
  ['HTTP', overHttp],
  ['stdio', overStdio],
])('the Inspector over %s', (_, place) => {
  describe.each(eras)('in the %s era', (era, revision) => {
    it(`agrees on ${revision}`, async () => {
      const ran = await inspect(place, era, 'initialize');
      expect(ran.code, ran.output).toBe(0);
      expect(answersIn(ran)).toMatchObject([{ result: { serverInfo: { name: 'linekeeper' }, protocolVersion: revision } }]);
    });

    it('finds every tool, and no schema that another client could not take', async () => {
      const ran = await inspect(place, era, 'tools/list', '--strict');
      expect(ran.code, ran.output).toBe(0);
      expect(answersIn(ran)).toMatchObject([{ result: { tools: tools.map(({ name }) => ({ name })) } }]);
    });

    it('gets the answer to a call', async () => {
      const ran = await inspect(place, era, ...call('find_number', { number: '70 30 50 50' }));
      expect(ran.code, ran.output).toBe(0);
      const matches = expect.arrayContaining([expect.objectContaining({ role: 'number' })]);
      expect(answersIn(ran)).toMatchObject([{ result: { structuredContent: { matches } } }]);
    });

    it('takes a refusal for what it is', async () => {
      const ran = await inspect(place, era, ...call('find_number', { nummer: '1' }));
      expect(ran.code, ran.output).toBe(5);
      expect(ran.output).toContain('did you mean number?');
    });
  });
});

describe('the view', () => {
  const uri = 'ui://linekeeper/inventory';

  it.each(eras)('is behind three tools in the %s era, and may load nothing', async era => {
    const ran = await inspect(overHttp, era, 'tools/list', '--app-info');
    expect(ran.code, ran.output).toBe(0);
    const app = { hasApp: true, resourceUri: uri, resourceMimeType: 'text/html;profile=mcp-app', csp: {}, prefersBorder: true };
    expect(answersIn(ran)).toEqual(
      tools.map(({ name: toolName }) =>
        ['list_lines', 'audit_lines', 'summarize_lines'].includes(toolName) ? { toolName, ...app } : { toolName, hasApp: false },
      ),
    );
  });

  it.each(eras)('is a page in the %s era', async era => {
    const ran = await inspect(overHttp, era, 'resources/read', '--uri', uri);
    expect(ran.code, ran.output).toBe(0);
    const page = { uri, mimeType: 'text/html;profile=mcp-app', text: expect.stringMatching(/^<!doctype html>/i) };
    expect(answersIn(ran)).toMatchObject([{ result: { contents: [page] } }]);
  });
});
