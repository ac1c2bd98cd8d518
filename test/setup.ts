// Vitest global setup: builds the command and the Lambda functions once, so that tests run what users run.
import { execFileSync } from 'node:child_process';

/** Builds both packages; throws if a build fails. */
export default function setup(): void {
  process.stdout.write(`Node ${process.versions.node}\n`);
  for (const name of ['cli', 'lambda']) {
    execFileSync(process.execPath, [`${import.meta.dirname}/../packages/${name}/build.ts`], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
