// The built `linekeeper mcp` on stdio: a process for each target.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { commandFile } from '../../command.ts';
import { createEnvironment, getCallTimeoutMs, type OpenSurface, readToolResponse } from './surface.ts';

/** Starts the server with the accounts of the target. */
export const openStdio: OpenSurface = async target => {
  const child = spawn(process.execPath, [commandFile, 'mcp'], {
    env: createEnvironment([...target.faulty, ...target.healthy], getCallTimeoutMs(target)),
  });
  let log = '';
  const pending = new Map<unknown, (message: unknown) => void>();
  child.stderr.setEncoding('utf8').on('data', text => {
    log += text;
  });
  createInterface(child.stdout).on('line', line => {
    const message: { id?: unknown } = JSON.parse(line);
    pending.get(message.id)?.(message);
    pending.delete(message.id);
  });
  child.on('exit', code => {
    for (const resolve of pending.values()) resolve({ error: `the process ended with ${code}` });
  });
  let lastId = 0;
  const request = (method: string, params: object) =>
    new Promise<unknown>(resolve => {
      const id = ++lastId;
      pending.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  await request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'campaign', version: '1' } });
  return {
    call: async (tool, input) => readToolResponse(await request('tools/call', { name: tool.name, arguments: input })),
    log: () => log,
    close: () => void child.kill(),
  };
};
