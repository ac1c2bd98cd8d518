// A function's import and first call in a process that has done nothing else, beside the libraries that it cannot do without.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Aws } from '../lambda/aws.ts';
import { median, report, reportBudget } from './report.ts';

const lambda = `${import.meta.dirname}/../../packages/lambda`;
const rounds = 13;

export interface FirstCall {
  name: string;
  /** Answered without a provider. */
  event: object;
  /** Milliseconds. */
  budget: number;
  /** A handler that does the same with the libraries alone: on a slow machine the ratio says more than the milliseconds. */
  alone: string;
}

export async function firstCall({ name, event, budget, alone }: FirstCall, aws: Aws): Promise<void> {
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-alone-`);
  const outfile = `${folder}/index.mjs`;
  const stdin = { contents: alone, resolveDir: `${lambda}/src`, loader: 'ts' } as const;
  const found = { mainFields: ['module', 'main'], nodePaths: [`${lambda}/../mcp/node_modules`] };
  await build({ stdin, outfile, ...found, ...bundled });
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [index, bundle] of [`${lambda}/dist/${name}/index.mjs`, outfile].entries()) {
      const args = [`${import.meta.dirname}/cold.mjs`, bundle, JSON.stringify(event)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: aws.environment });
      times[index]?.push(Number(stdout.trim().split('\n').at(-1)));
    }
  }
  rmSync(folder, { recursive: true });
  reportBudget(`import and first call of ${name}`, median(times[0]), budget, 'ms');
  report('… against the libraries alone', median(times[0]), median(times[1]), 1.2, 'ms ');
}

const bundled = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  logLevel: 'error',
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
} as const;

/** The secret read by the service's own client, and what else a function cannot do without: `imports`, and an `answer` that has a `statusCode`. */
export const secretAlone = (name: string, imports = '', answer = '{ statusCode: 200 }') => `
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  ${imports}
  const secrets = new SecretsManagerClient({});
  export const handler = async event => {
    await secrets.send(new GetSecretValueCommand({ SecretId: '${name}' }));
    return ${answer};
  };`;
