// Before any test: the command and the functions are built once, so that tests run what users run.
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  process.stdout.write(`Node ${process.versions.node}\n`);
  for (const room of ['cli', 'lambda']) {
    execFileSync(process.execPath, [`${import.meta.dirname}/../packages/${room}/build.ts`], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
