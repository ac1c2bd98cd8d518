// An MCP server that hosts start instead of the command: runs the command, and appends what the host sends to it to a log file.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const [log = '', program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'] });
process.stdin.on('data', chunk => {
  appendFileSync(log, chunk);
  child.stdin.write(chunk);
});
process.stdin.on('end', () => child.stdin.end());
child.stdin.on('error', () => {});
child.on('exit', code => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
