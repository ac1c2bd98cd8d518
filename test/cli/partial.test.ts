// A listing whose provider fails half-way: the received rows are printed with a warning, and the exit code is that of the error.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

let server: Server;
let environment: Record<string, string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const offset = Number(searchParams.get('offset'));
    if (offset > 0) return void response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>secret-page</h1>');
    const sipPhones = Array.from({ length: 20 }, (_, index) => ({ _id: `F${index}` }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ offset, limit: 20, total: 60, sipPhones }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  environment = { TELECOMX_TOKEN: 'fake-token', TELECOMX_BASE_URL: `http://127.0.0.1:${port}`, LINEKEEPER_TIMEOUT_MS: '5000' };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a listing that fails half-way', () => {
  it('keeps its rows as JSON, with a cursor, a warning and the code of the failure', async () => {
    const { code, stdout, stderr } = await linekeeper(['telecomx', 'sip-phones', '--limit', '40'], { environment });
    expect(code).toBe(75);
    expect(JSON.parse(stdout)).toMatchObject({
      returned: 20,
      total: 60,
      next_cursor: expect.any(String),
      warnings: [expect.stringMatching(/^Incomplete: /)],
    });
    expect(stderr).toMatch(/Incomplete: unavailable \(telecomx\)/);
  });

  it('keeps its rows as NDJSON, and ends with the error', async () => {
    const { code, stdout, stderr } = await linekeeper(['telecomx', 'sip-phones', '--limit', '40', '--format', 'ndjson'], { environment });
    expect(code).toBe(75);
    expect(stdout.trim().split('\n')).toHaveLength(20);
    expect(stderr).toMatch(/20 of 60 rows shown\..*--cursor/);
    expect(stderr).toMatch(/^linekeeper: unavailable \(telecomx\)/m);
    expect(stdout + stderr).not.toMatch(/secret-page|fake-token/);
  });
});

describe('lines of an account that fails half-way', () => {
  const words = ['lines', '--all', '--kind', 'sip_phone'];

  it('are printed as NDJSON with the reason, and the exit code of the failure', async () => {
    const { code, stdout, stderr } = await linekeeper([...words, '--format', 'ndjson'], { environment });
    expect(code).toBe(75);
    expect(stdout.trim().split('\n')).toHaveLength(20);
    expect(stderr).toMatch(/^note: telecomx: .*unavailable \(telecomx\)/m);
    expect(stdout + stderr).not.toMatch(/secret-page|fake-token/);
  });

  it('are whole JSON that says what is missing', async () => {
    const { code, stdout } = await linekeeper(words, { environment });
    expect(code).toBe(75);
    expect(JSON.parse(stdout)).toMatchObject({ returned: 20, accounts: [{ outcome: 'partial', returned: 20 }] });
  });
});
