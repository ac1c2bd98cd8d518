// Cold start of a function: import and first invocation in a fresh process, compared with its indispensable libraries.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../../packages/lambda/bundle-options.ts';
import type { FakeAws } from '../lambda/aws.ts';
import { fastest, report, reportBudget } from './report.ts';

const lambda = `${import.meta.dirname}/../../packages/lambda`;
const rounds = 13;

/** What a first call took. */
interface Run {
  ms: number;
  cpuMs: number;
}

/** The function to measure, and its bounds. */
export interface ColdStart {
  name: string;
  /** An event that the function handles with the secrets alone, without a provider request. */
  event: object;
  budgetMs: number;
  /** The largest ratio to the baseline. */
  bound: number;
  /** Source of a handler that uses only the libraries: on a slow machine, the ratio says more than the milliseconds. */
  baselineSource: string;
}

/** Reports the fastest cold start of the function, and the least processor time of it and of the baseline: other load changes that least. */
export async function benchColdStart({ name, event, budgetMs, bound, baselineSource }: ColdStart, aws: FakeAws): Promise<void> {
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-alone-`);
  const outfile = `${folder}/index.mjs`;
  const stdin = { contents: baselineSource, resolveDir: `${lambda}/src`, loader: 'ts' } as const;
  // Bundled like the function itself.
  await build({
    ...bundleOptions,
    stdin,
    outfile,
    nodePaths: ['core', 'mcp'].map(name => `${lambda}/../${name}/node_modules`),
    logLevel: 'error',
  });
  const runs: [Run[], Run[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [index, bundle] of [`${lambda}/dist/${name}/index.mjs`, outfile].entries()) {
      const before = aws.requestTargets.length;
      const args = [`${import.meta.dirname}/cold.mjs`, bundle, JSON.stringify(event)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: aws.environment });
      if (aws.requestTargets.length === before)
        throw new Error(`${bundle} answered without a secret: it is not the first call of the baseline`);
      // The last line is that of cold.mjs; a function may log before.
      runs[index]?.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    }
  }
  rmSync(folder, { recursive: true });
  reportBudget(`import and first invocation of ${name}`, fastest(runs[0]), budgetMs, 'ms');
  const [mine, theirs] = runs.map(list => fastest(list.map(({ cpuMs }) => ({ ms: cpuMs }))));
  report('… its processor time, beside its libraries alone', mine ?? 0, theirs ?? 0, bound, 'ms ');
}

/**
 * Source of a handler that uses the libraries of every function, and reads the secrets with the AWS SDK one after the other. `imports` adds
 * libraries, and `answer` is an expression with a `statusCode`.
 */
export const secretBaseline = (names: readonly string[], imports = '', answer = '{ statusCode: 200 }') => `
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  import { Logger } from '@aws-lambda-powertools/logger';
  import { Metrics } from '@aws-lambda-powertools/metrics';
  ${imports}
  export const logger = new Logger({ serviceName: 'bare' });
  export const metrics = new Metrics({ namespace: 'Bare', serviceName: 'bare' });
  const secrets = new SecretsManagerClient({});
  export const handler = async event => {
    for (const SecretId of ${JSON.stringify(names)}) await secrets.send(new GetSecretValueCommand({ SecretId }));
    return ${answer};
  };`;
