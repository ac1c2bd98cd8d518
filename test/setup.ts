// Before any test: the command is built once, so that tests run what users run.
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  process.stdout.write(`Node ${process.versions.node}\n`);
  execFileSync(process.execPath, [`${import.meta.dirname}/../packages/cli/build.ts`], { stdio: ['ignore', 'ignore', 'inherit'] });
}
