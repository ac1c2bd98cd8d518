// The built command as a process: old Node versions, closed pipes, signals, a terminal.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { built, linekeeper } from '../command.ts';

describe('the command', () => {
  it('loads nothing before it knows the Node version', () => {
    const text = readFileSync(built, 'utf8');
    expect(text.length).toBeLessThan(1_000);
    expect(text).toContain('linekeeper needs Node 22.19 or later');
    // What is imported statically would be loaded, and fail, before the sentence.
    expect(text.replaceAll('import("./lazy/main.mjs")', '')).not.toContain('import');
  });

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'lines'],
      ['lines', '--help'],
    ],
    [['version'], ['--version']],
  ])('takes %j for %j', async (words, meant) => {
    expect(await linekeeper(words)).toEqual(await linekeeper(meant));
  });

  it('says to whoever starts it at a terminal that MCP is spoken there', () => {
    const command = `timeout --foreground 1 ${process.execPath} ${built} mcp --sandbox`;
    const text = execFileSync('script', ['-qec', `${command} || true`, '/dev/null'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    expect(text).toContain('MCP is spoken here: an assistant starts this command');
  });

  it('runs from any folder that it is copied to', () => {
    const folder = mkdtempSync(`${tmpdir()}/linekeeper-`);
    cpSync(dirname(built), folder, { recursive: true });
    expect(execFileSync(process.execPath, [`${folder}/linekeeper.mjs`, '--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('takes a reader that has seen enough for no error', async () => {
    const child = spawn(process.execPath, [built, 'telecomx', 'sip-phones', '--sandbox', '--all', '--format', 'ndjson'], { env: {} });
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', text => {
      stderr += text;
    });
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at once on %s', async (signal, code) => {
    const child = spawn(process.execPath, [built, 'sandbox'], { env: {} });
    child.stdout.once('data', () => child.kill(signal));
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(code);
  });

  it('gives another process a sandbox to ask', async () => {
    const child = spawn(process.execPath, [built, 'sandbox', '--port', '0'], { env: {} });
    const line = await new Promise<string>(resolve => child.stdout.once('data', text => resolve(String(text))));
    const [, accounts = ''] = /^export LINEKEEPER_ACCOUNTS='(.*)'\n$/.exec(line) ?? [];
    const { code, stdout } = await linekeeper(['exolve', 'sip-ids', '--limit', '3'], { environment: { LINEKEEPER_ACCOUNTS: accounts } });
    expect({ code, answer: JSON.parse(stdout) }).toMatchObject({ code: 0, answer: { account: 'kazan', returned: 3 } });
    child.kill();
  });

  it('draws a table as wide as the terminal', () => {
    const command = `stty cols 90; ${process.execPath} ${built} callgear sip-lines --sandbox --limit 3`;
    const text = execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    const lines = stripVTControlCharacters(text)
      .split(/[\r\n]+/)
      .filter(line => /^(id|\d{6}) /.test(line));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
  });
});
