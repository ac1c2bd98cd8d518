// A network that lets nobody out by themselves: what the variables name is asked, for all that is not on this machine.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { serve } from '../core/loopback-server.ts';

/** A proxy that opens no way, and tells what it was asked for. */
const asked: string[] = [];
const proxy = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.writeHead(502).end();
}).on('connect', (request, socket) => {
  asked.push(`CONNECT ${request.url}`);
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});
beforeEach(() => {
  asked.length = 0;
});

// A listening server has an address with a port.
const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const key = { EXOLVE_API_KEY: 'fake-key', EXOLVE_BASE_URL: 'https://provider.invalid', LINEKEEPER_TIMEOUT_MS: '3000' };

describe('a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('of %s is asked for the provider, and its no is no bug of ours', async name => {
    const { code, stderr } = await linekeeper(['exolve', 'sip-ids'], { environment: { ...key, [name]: address } });
    expect(asked[0]).toBe('CONNECT provider.invalid:443');
    expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringMatching(/^linekeeper: network /) });
  });

  it('is not asked for hosts that NO_PROXY names, and never for this machine', async () => {
    const own = await linekeeper(['exolve', 'sip-ids'], {
      environment: { ...key, HTTPS_PROXY: address, NO_PROXY: 'team.example, provider.invalid' },
    });
    expect(own.code).toBe(75);
    const url = await serve((_, response) => response.end('{"sips":[]}'));
    const near = await linekeeper(['exolve', 'sip-ids'], {
      environment: { ...key, EXOLVE_BASE_URL: url.replace('127.0.0.1', 'localhost'), HTTP_PROXY: address, HTTPS_PROXY: address },
    });
    expect(near.code).toBe(0);
    expect(asked).toEqual([]);
  });

  it.each([address, 'socks5://127.0.0.1:1'])('is left alone by the sandbox (%s)', async HTTPS_PROXY => {
    const { code } = await linekeeper(['lines', '--sandbox', '--limit', '1'], { environment: { HTTPS_PROXY } });
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
  });

  it('is known to the doctor, who looks up no name that only the proxy knows', async () => {
    const { stdout } = await linekeeper(['doctor'], { environment: { ...key, HTTPS_PROXY: address } });
    expect(stdout).toContain('– name: the proxy looks it up');
    expect(stdout).toContain('– TLS: by way of the proxy');
    expect(stdout).toMatch(/✗ MTS Exolve SIP IDs: .*No connection/);
  });

  it('is asked for nothing that does not go out over TLS, wherever on this machine it goes', async () => {
    const { code } = await linekeeper(['exolve', 'sip-ids'], {
      environment: {
        ...key,
        EXOLVE_BASE_URL: 'http://127.0.0.2:9',
        HTTP_PROXY: address,
        HTTPS_PROXY: address,
        LINEKEEPER_TIMEOUT_MS: '600',
      },
    });
    expect({ code, asked }).toEqual({ code: 75, asked: [] });
  });

  it('may be written without a scheme', async () => {
    await linekeeper(['exolve', 'sip-ids'], { environment: { ...key, HTTPS_PROXY: address.replace('http://', '') } });
    expect(asked[0]).toBe('CONNECT provider.invalid:443');
  });

  it.each(['http://u:hunter22@proxy:3128x', 'http://u:%ZZhunter22@proxy:3128', 'ftp://u:hunter22@proxy', 'http://'])(
    'that is none (%s) stops the start, and is not repeated',
    async HTTPS_PROXY => {
      const { code, stderr } = await linekeeper(['accounts'], { environment: { ...key, HTTPS_PROXY } });
      expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/^linekeeper: config: HTTPS_PROXY must be the address/) });
      expect(stderr).not.toContain('hunter22');
    },
  );

  it('is not thought of by the doctor where NO_PROXY names the host', async () => {
    const { stdout } = await linekeeper(['doctor'], { environment: { ...key, HTTPS_PROXY: address, NO_PROXY: '*' } });
    expect(stdout).toContain('✗ name: provider.invalid has no address');
  });
});
