// The functions as Lambda loads them: their size, import and first call in a fresh process, and what a warm call costs.
import { statSync } from 'node:fs';
import { startSandbox } from '@linekeeper/sandbox';
import { Aws } from '../lambda/aws.ts';
import { functionNamed } from '../lambda/functions.ts';
import { modern } from '../mcp/raw-messages.ts';
import { firstCall, secretAlone } from './first-call.ts';
import { reportBudget, typical } from './report.ts';

const dist = `${import.meta.dirname}/../../packages/lambda/dist`;
/** The same request answered by a bare server of the SDK. */
const sdk = `import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
  const { fetch: serve } = createMcpHandler(() => new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } }));
  const answered = async ({ headers, body }) =>
    await (await serve(new Request('https://localhost/mcp', { method: 'POST', headers, body }))).text();`;

/** KB of each, and a first call that needs no provider. */
const all = [
  { name: 'slack-worker', size: 900, budget: 90, event: { Records: [] }, alone: secretAlone('linekeeper/accounts') },
  { name: 'tool', size: 900, budget: 90, event: { tool: 'none' }, alone: secretAlone('linekeeper/accounts') },
  {
    name: 'mcp',
    size: 1_300,
    budget: 110,
    event: mcpEvent(),
    alone: secretAlone('linekeeper/mcp', sdk, '{ statusCode: 200, body: await answered(event) }'),
  },
];

export async function functions(): Promise<void> {
  const aws = new Aws();
  await aws.start();
  aws.secrets.set('linekeeper/accounts', '[]');
  aws.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "bench", "token": "fake-token", "accounts": ["*"]}]}');
  for (const { size, ...own } of all) {
    reportBudget(`bundle of ${own.name}`, statSync(`${dist}/${own.name}/index.mjs`).size / 1000, size, 'KB');
    await firstCall(own, aws);
  }
  await warm(aws);
  aws.close();
}

/** The list of tools, asked with a token. */
function mcpEvent(): object {
  const { body, headers } = modern(
    'tools/list',
    {},
    { authorization: 'Bearer fake-token', host: 'localhost', 'content-type': 'application/json' },
  );
  return {
    rawPath: '/mcp',
    headers: { accept: 'application/json, text/event-stream', ...headers },
    requestContext: { domainName: 'localhost', http: { method: 'POST', path: '/mcp' } },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}

/** A call of `tool` beside the time that its provider takes, as the function's own metric says. */
async function warm(aws: Aws): Promise<void> {
  const sandbox = await startSandbox();
  aws.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
  const tool = await functionNamed('tool', { ...aws.environment, POWERTOOLS_METRICS_DISABLED: 'true' });
  const event = { tool: 'telecomx_list_sip_phones', input: {} };
  const url = `${sandbox.accounts[0]?.base_url}/pbx/sipphone?token=${sandbox.accounts[0]?.provider === 'telecomx' ? sandbox.accounts[0].token : ''}&offset=0&limit=25`;
  const nothing = { tool: 'none' };
  const call = await typical(() => tool.invoke(event));
  const empty = await typical(() => tool.invoke(nothing));
  const provider = await typical(async () => (await fetch(url)).json());
  reportBudget('a warm call of tool beside the provider’s time', call - empty - provider, 2, 'ms');
  await tool.close();
  await sandbox.close();
}
