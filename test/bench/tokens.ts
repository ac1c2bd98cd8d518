// What a line costs the model that reads it: default answers of the built server, at four characters of text for a token.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { commandFile } from '../command.ts';
import { legacyBody } from '../mcp/raw-messages.ts';
import { buildCommand } from './built.ts';
import { reportBudget } from './report.ts';

const charsPerToken = 4;

/** Reports the tokens of a row of each list, everything around the rows included. */
export async function benchTokens(): Promise<void> {
  buildCommand();
  const child = spawn(process.execPath, [commandFile, 'mcp', '--sandbox'], { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
  const responses = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (body: object) => child.stdin.write(`${JSON.stringify(body)}\n`);
  send(legacyBody('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } }));
  await responses.next();
  send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const measure = async (label: string, name: string, input: object) => {
    send(legacyBody('tools/call', { name, arguments: input }));
    const { result } = JSON.parse(String((await responses.next()).value));
    const rows = result.structuredContent.returned;
    reportBudget(`tokens a row of ${label}`, result.content[0].text.length / charsPerToken / rows, 30, '');
  };
  const columns = { response_format: 'columns' };
  for (const name of ['list_lines', 'callgear_list_sip_lines', 'telecomx_list_sip_phones', 'exolve_list_sip_ids']) {
    await measure(name, name, {});
    await measure(`${name} in columns`, name, columns);
  }
  // The first page of lines has the trunks with most numbers.
  await measure('list_lines in columns, as many as fit', 'list_lines', { ...columns, limit: 500 });
  child.kill();
}
