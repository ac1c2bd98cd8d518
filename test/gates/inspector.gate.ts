// The server tested with the MCP Inspector CLI: schemas, tool calls and the view's metadata, in both eras, over both transports.
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { commandFile } from '../command.ts';
import { startHttpCommand } from '../mcp/http-command.ts';
import { inspectorScript, type ProcessResult, runIsolated } from './tools.ts';

const server = await startHttpCommand();
afterAll(() => server.kill());

const eras = [
  ['legacy', '2025-11-25'],
  ['modern', '2026-07-28'],
] as const;

const overHttp = [server.url, '--transport', 'http'];
const overStdio = [process.execPath, commandFile, 'mcp', '--sandbox'];

/** Exit codes: 0 success, 5 tool error, 6 schema that is not portable. */
const inspect = (target: readonly string[], era: string, ...args: readonly string[]): Promise<ProcessResult> =>
  runIsolated(inspectorScript, ['--cli', ...target, '--protocol-era', era, '--format', 'json', '--method', ...args]);

const callArguments = (tool: string, input: object) => ['tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(input)];

/** The Inspector prints one line of JSON per response. */
const parseResponses = ({ stdout }: ProcessResult) =>
  stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describe.each([
  ['HTTP', overHttp],
  ['stdio', overStdio],
])('the Inspector over %s', (_, target) => {
  describe.each(eras)('in the %s era', (era, revision) => {
    it(`negotiates ${revision}`, async () => {
      const result = await inspect(target, era, 'initialize');
      expect(result.code, result.output).toBe(0);
      expect(parseResponses(result)).toMatchObject([{ result: { serverInfo: { name: 'linekeeper' }, protocolVersion: revision } }]);
    });

    it('lists every tool with portable schemas', async () => {
      const result = await inspect(target, era, 'tools/list', '--strict');
      expect(result.code, result.output).toBe(0);
      expect(parseResponses(result)).toMatchObject([{ result: { tools: tools.map(({ name }) => ({ name })) } }]);
    });

    it('gets the result of a tool call', async () => {
      const result = await inspect(target, era, ...callArguments('find_number', { number: '70 30 50 50' }));
      expect(result.code, result.output).toBe(0);
      const matches = expect.arrayContaining([expect.objectContaining({ role: 'number' })]);
      expect(parseResponses(result)).toMatchObject([{ result: { structuredContent: { matches } } }]);
    });

    it('reports a tool error', async () => {
      const result = await inspect(target, era, ...callArguments('find_number', { nummer: '1' }));
      expect(result.code, result.output).toBe(5);
      expect(result.output).toContain('did you mean number?');
    });
  });
});

describe('the view', () => {
  const uri = 'ui://linekeeper/inventory';

  it.each(eras)('belongs to three tools in the %s era, and may not load external resources', async era => {
    const result = await inspect(overHttp, era, 'tools/list', '--app-info');
    expect(result.code, result.output).toBe(0);
    const app = { hasApp: true, resourceUri: uri, resourceMimeType: 'text/html;profile=mcp-app', csp: {}, prefersBorder: true };
    expect(parseResponses(result)).toEqual(
      tools.map(({ name: toolName }) =>
        ['list_lines', 'audit_lines', 'summarize_lines'].includes(toolName) ? { toolName, ...app } : { toolName, hasApp: false },
      ),
    );
  });

  it.each(eras)('is an HTML page in the %s era', async era => {
    const result = await inspect(overHttp, era, 'resources/read', '--uri', uri);
    expect(result.code, result.output).toBe(0);
    const page = { uri, mimeType: 'text/html;profile=mcp-app', text: expect.stringMatching(/^<!doctype html>/i) };
    expect(parseResponses(result)).toMatchObject([{ result: { contents: [page] } }]);
  });
});
