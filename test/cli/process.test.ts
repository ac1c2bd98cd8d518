// The built command as a process: old Node versions, closed pipes, signals, a terminal.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandFile, linekeeper } from '../command.ts';

describe('the command', () => {
  it('loads nothing before it knows the Node version', () => {
    const text = readFileSync(commandFile, 'utf8');
    expect(text.length).toBeLessThan(1_000);
    expect(text).toContain('linekeeper needs Node 22.19 or later');
    // A static import would be loaded, and could fail, before the message is printed.
    expect(text.replaceAll('import("./lazy/main.mjs")', '')).not.toContain('import');
  });

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'lines'],
      ['lines', '--help'],
    ],
    [['version'], ['--version']],
  ])('treats %j as %j', async (words, equivalent) => {
    expect(await linekeeper(words)).toEqual(await linekeeper(equivalent));
  });

  it('explains itself if a user starts the MCP server at a terminal', () => {
    const command = `timeout --foreground 1 ${process.execPath} ${commandFile} mcp --sandbox`;
    const text = execFileSync('script', ['-qec', `${command} || true`, '/dev/null'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    expect(text).toContain('This command speaks MCP on stdio; an MCP host starts it.');
  });

  it('runs from any folder that it is copied to', () => {
    const folder = mkdtempSync(`${tmpdir()}/linekeeper-`);
    cpSync(dirname(commandFile), folder, { recursive: true });
    expect(execFileSync(process.execPath, [`${folder}/linekeeper.mjs`, '--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('does not fail if the reader closes the pipe early', async () => {
    const child = spawn(process.execPath, [commandFile, 'telecomx', 'sip-phones', '--sandbox', '--all', '--format', 'ndjson'], { env: {} });
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
    const child = spawn(process.execPath, [commandFile, 'sandbox'], { env: {} });
    child.stdout.once('data', () => child.kill(signal));
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(code);
  });

  it('runs a sandbox that another process can query', async () => {
    const child = spawn(process.execPath, [commandFile, 'sandbox', '--port', '0'], { env: {} });
    const line = await new Promise<string>(resolve => child.stdout.once('data', text => resolve(String(text))));
    const [, accounts = ''] = /^export LINEKEEPER_ACCOUNTS='(.*)'\n$/.exec(line) ?? [];
    const { code, stdout } = await linekeeper(['exolve', 'sip-ids', '--limit', '3'], { environment: { LINEKEEPER_ACCOUNTS: accounts } });
    expect({ code, answer: JSON.parse(stdout) }).toMatchObject({ code: 0, answer: { account: 'kazan', returned: 3 } });
    child.kill();
  });

  it('draws a table as wide as the terminal', () => {
    const command = `stty cols 90; ${process.execPath} ${commandFile} callgear sip-lines --sandbox --limit 3`;
    const text = execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    const lines = stripVTControlCharacters(text)
      .split(/[\r\n]+/)
      .filter(line => /^(id|\d{6}) /.test(line));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
  });
});
