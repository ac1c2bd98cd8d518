// Cold start of a function: import and first invocation in a fresh process, compared with its indispensable libraries.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../../packages/lambda/bundle-options.ts';
import type { FakeAws } from '../lambda/aws.ts';
import { median, report, reportBudget } from './report.ts';

const lambda = `${import.meta.dirname}/../../packages/lambda`;
const rounds = 13;

/** The function to measure, and its bounds. */
export interface ColdStart {
  name: string;
  /** An event that the function handles without a provider request. */
  event: object;
  budgetMs: number;
  /** Source of a handler that uses only the libraries: on a slow machine, the ratio says more than the milliseconds. */
  baselineSource: string;
}

/** Reports the median cold start of the function and of the baseline. */
export async function benchColdStart({ name, event, budgetMs, baselineSource }: ColdStart, aws: FakeAws): Promise<void> {
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-alone-`);
  const outfile = `${folder}/index.mjs`;
  const stdin = { contents: baselineSource, resolveDir: `${lambda}/src`, loader: 'ts' } as const;
  // Bundled like the function itself.
  await build({ ...bundleOptions, stdin, outfile, nodePaths: [`${lambda}/../mcp/node_modules`], logLevel: 'error' });
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [index, bundle] of [`${lambda}/dist/${name}/index.mjs`, outfile].entries()) {
      const args = [`${import.meta.dirname}/cold.mjs`, bundle, JSON.stringify(event)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: aws.environment });
      times[index]?.push(Number(stdout.trim().split('\n').at(-1)));
    }
  }
  rmSync(folder, { recursive: true });
  reportBudget(`import and first invocation of ${name}`, median(times[0]), budgetMs, 'ms');
  report('… compared with the libraries alone', median(times[0]), median(times[1]), 1.2, 'ms ');
}

/** Source of a handler that reads the secret with the AWS SDK; `imports` adds libraries, and `answer` is an expression with a `statusCode`. */
export const secretBaseline = (name: string, imports = '', answer = '{ statusCode: 200 }') => `
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  ${imports}
  const secrets = new SecretsManagerClient({});
  export const handler = async event => {
    await secrets.send(new GetSecretValueCommand({ SecretId: '${name}' }));
    return ${answer};
  };`;
