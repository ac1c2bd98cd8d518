// The egress proxy of HTTPS_PROXY: used for all HTTPS requests except those to this machine and to NO_PROXY hosts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { startLoopbackServer } from '../core/loopback-server.ts';

/** Requests that the proxy received; it rejects all of them. */
const proxyRequests: string[] = [];
const proxy = createServer((request, response) => {
  proxyRequests.push(`${request.method} ${request.url}`);
  response.writeHead(502).end();
}).on('connect', (request, socket) => {
  proxyRequests.push(`CONNECT ${request.url}`);
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});
beforeEach(() => {
  proxyRequests.length = 0;
});

// A listening server has an address with a port.
const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const key = { EXOLVE_API_KEY: 'fake-key', EXOLVE_BASE_URL: 'https://provider.invalid', LINEKEEPER_TIMEOUT_MS: '3000' };

describe('a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('of %s is used for provider requests, and its error is a network error', async name => {
    const { code, stderr } = await linekeeper(['exolve', 'sip-ids'], { environment: { ...key, [name]: address } });
    expect(proxyRequests[0]).toBe('CONNECT provider.invalid:443');
    expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringMatching(/^linekeeper: network /) });
  });

  it('is not used for hosts of NO_PROXY, and never for this machine', async () => {
    const excluded = await linekeeper(['exolve', 'sip-ids'], {
      environment: { ...key, HTTPS_PROXY: address, NO_PROXY: 'team.example, provider.invalid' },
    });
    expect(excluded.code).toBe(75);
    const url = await startLoopbackServer((_, response) => response.end('{"sips":[]}'));
    const local = await linekeeper(['exolve', 'sip-ids'], {
      environment: { ...key, EXOLVE_BASE_URL: url.replace('127.0.0.1', 'localhost'), HTTP_PROXY: address, HTTPS_PROXY: address },
    });
    expect(local.code).toBe(0);
    expect(proxyRequests).toEqual([]);
  });

  it.each([address, 'socks5://127.0.0.1:1'])('is not used by the sandbox (%s)', async HTTPS_PROXY => {
    const { code } = await linekeeper(['lines', '--sandbox', '--limit', '1'], { environment: { HTTPS_PROXY } });
    expect({ code, proxyRequests }).toEqual({ code: 0, proxyRequests: [] });
  });

  it('is used by the doctor, which then looks up no host name', async () => {
    const { stdout } = await linekeeper(['doctor'], { environment: { ...key, HTTPS_PROXY: address } });
    expect(stdout).toContain('– DNS: the proxy resolves it');
    expect(stdout).toContain('– TLS: through the proxy');
    expect(stdout).toMatch(/✗ List MTS Exolve SIP IDs: .*No connection/);
  });

  it('is not used for plain HTTP, on any loopback address', async () => {
    const { code } = await linekeeper(['exolve', 'sip-ids'], {
      environment: {
        ...key,
        EXOLVE_BASE_URL: 'http://127.0.0.2:9',
        HTTP_PROXY: address,
        HTTPS_PROXY: address,
        LINEKEEPER_TIMEOUT_MS: '600',
      },
    });
    expect({ code, proxyRequests }).toEqual({ code: 75, proxyRequests: [] });
  });

  it('may be written without a scheme', async () => {
    await linekeeper(['exolve', 'sip-ids'], { environment: { ...key, HTTPS_PROXY: address.replace('http://', '') } });
    expect(proxyRequests[0]).toBe('CONNECT provider.invalid:443');
  });

  it.each(['http://u:hunter22@proxy:3128x', 'http://u:%ZZhunter22@proxy:3128', 'ftp://u:hunter22@proxy', 'http://'])(
    'with an invalid URL (%s) stops the start, and the message omits the URL',
    async HTTPS_PROXY => {
      const { code, stderr } = await linekeeper(['accounts'], { environment: { ...key, HTTPS_PROXY } });
      expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/^linekeeper: config: HTTPS_PROXY must be a proxy URL/) });
      expect(stderr).not.toContain('hunter22');
    },
  );

  it('is not used by the doctor if NO_PROXY names the host', async () => {
    const { stdout } = await linekeeper(['doctor'], { environment: { ...key, HTTPS_PROXY: address, NO_PROXY: '*' } });
    expect(stdout).toContain('✗ DNS: provider.invalid has no address');
  });
});
