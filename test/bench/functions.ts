// The Lambda functions: bundle size, cold start in a fresh process, and the overhead of a warm invocation.
import { startSandbox } from '@linekeeper/sandbox';
import type { Job } from '@linekeeper/slack/ack';
import { FakeAws } from '../lambda/aws.ts';
import { startFunction } from '../lambda/functions.ts';
import { countStartBytes } from '../lambda/start-files.ts';
import { signingSecret } from '../slack/slack.ts';
import { fullAccess } from '../slack/slack-server.ts';
import { benchColdStart, secretBaseline } from './first-call.ts';
import { createMcpEvent, mcpSecret } from './mcp-request.ts';
import { medianMs, reportBudget } from './report.ts';

const dist = `${import.meta.dirname}/../../packages/lambda/dist`;
/** Source of a handler that serves the same request with a plain MCP SDK server. */
const sdkBaseline = `import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
  const { fetch: serve } = createMcpHandler(() => new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } }));
  const answered = async ({ headers, body }) =>
    await (await serve(new Request('https://localhost/mcp', { method: 'POST', headers, body }))).text();`;

/** zod, and one schema: the functions that run tools check arguments with it. */
const zod = "import * as z from 'zod'; export const schema = z.strictObject({ limit: z.int().min(1).optional() });";

/** KB of code that a cold start loads, and the cold start, of each function. The events name an account that does not exist: nothing is asked of a provider. */
const functionBudgets = [
  {
    name: 'slack-worker',
    sizeKb: 600,
    budgetMs: 90,
    bound: 0.75,
    event: createWorkerEvent(),
    baselineSource: secretBaseline(['linekeeper/slack', 'linekeeper/accounts'], zod),
  },
  {
    name: 'tool',
    sizeKb: 600,
    budgetMs: 90,
    bound: 0.75,
    event: { tool: 'list_lines', input: { account: 'none' } },
    baselineSource: secretBaseline(['linekeeper/accounts'], zod),
  },
  {
    name: 'mcp',
    sizeKb: 900,
    budgetMs: 110,
    bound: 1,
    event: createMcpEvent(),
    baselineSource: secretBaseline(['linekeeper/mcp'], sdkBaseline, '{ statusCode: 200, body: await answered(event) }'),
  },
];

/** Reports the figures of all functions but the acknowledging one, which slack.ts measures. */
export async function benchFunctions(): Promise<void> {
  const aws = new FakeAws();
  await aws.start();
  aws.secrets.set('linekeeper/accounts', '[{"name": "desk", "provider": "telecomx", "token": "fake-token"}]');
  aws.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: fullAccess }));
  aws.secrets.set('linekeeper/mcp', mcpSecret);
  for (const { sizeKb, ...coldStart } of functionBudgets) {
    reportBudget(`code that ${coldStart.name} loads to start`, countStartBytes(`${dist}/${coldStart.name}`) / 1000, sizeKb, 'KB');
    await benchColdStart(coldStart, aws);
  }
  await benchWarmTool(aws);
  aws.close();
}

/** An SQS event with a question of Slack, whose answer is posted nowhere. */
function createWorkerEvent(): object {
  const job: Job = {
    key: 'bench',
    task: { do: 'answer', question: { tool: 'list_lines', input: { account: 'none' }, shown: 0 } },
    access: ['*'],
    user: 'U0ALICE',
    responseUrl: 'https://localhost/none',
    askedAt: Date.now(),
    by: 'command',
  };
  return { Records: [{ messageId: '1', body: JSON.stringify(job), attributes: { ApproximateReceiveCount: '1' } }] };
}

/** Reports the overhead of a warm invocation of `tool`, without the time of the provider request. */
async function benchWarmTool(aws: FakeAws): Promise<void> {
  const sandbox = await startSandbox();
  aws.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
  const tool = await startFunction('tool', { ...aws.environment, POWERTOOLS_METRICS_DISABLED: 'true' });
  const event = { tool: 'telecomx_list_sip_phones', input: {} };
  const url = `${sandbox.accounts[0]?.base_url}/pbx/sipphone?token=${sandbox.accounts[0]?.provider === 'telecomx' ? sandbox.accounts[0].token : ''}&offset=0&limit=25`;
  const nothing = { tool: 'none' };
  const call = await medianMs(() => tool.invoke(event));
  const empty = await medianMs(() => tool.invoke(nothing));
  const provider = await medianMs(async () => (await fetch(url)).json());
  reportBudget('a warm invocation of tool, without the provider request', call - empty - provider, 2, 'ms');
  await tool.close();
  await sandbox.close();
}
