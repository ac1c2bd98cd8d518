// The functions as Lambda loads them: their size, import and first call in a fresh process, and what a warm call costs.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import { startSandbox } from '@linekeeper/sandbox';
import { Aws } from '../lambda/aws.ts';
import { functionNamed } from '../lambda/functions.ts';
import { modern } from '../mcp/raw.ts';
import { median, reportBudget, typical } from './report.ts';

const dist = `${import.meta.dirname}/../../packages/lambda/dist`;
const rounds = 11;

/** KB and milliseconds of each, and a first call that needs no provider. */
const budgets = {
  'slack-worker': { size: 900, cold: 90, event: { Records: [] } },
  tool: { size: 900, cold: 90, event: { tool: 'none' } },
  mcp: { size: 1_300, cold: 110, event: mcpEvent() },
};

export async function functions(): Promise<void> {
  const aws = new Aws();
  await aws.start();
  aws.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "bench", "token": "fake-token", "accounts": ["*"]}]}');
  for (const [name, { size, cold, event }] of Object.entries(budgets)) {
    const bundle = `${dist}/${name}/index.mjs`;
    reportBudget(`bundle of ${name}`, statSync(bundle).size / 1000, size, 'KB');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { stdout } = await promisify(execFile)(process.execPath, [`${import.meta.dirname}/cold.mjs`, bundle, JSON.stringify(event)], {
        env: aws.environment,
      });
      times.push(Number(stdout.trim().split('\n').at(-1)));
    }
    reportBudget(`import and first call of ${name}`, median(times), cold, 'ms');
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
