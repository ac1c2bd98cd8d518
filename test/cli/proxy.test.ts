// The egress proxy of HTTPS_PROXY: used for all HTTPS requests except those to this machine and to NO_PROXY hosts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { startLoopbackServer } from '../core/loopback-server.ts';

/** Requests that the proxy received. */
const proxyRequests: string[] = [];

/** How the proxy answers a tunnel request. */
let connectResponse = 'HTTP/1.1 502 Bad Gateway\r\n\r\n';

const proxy = createServer((request, response) => {
  proxyRequests.push(`${request.method} ${request.url}`);
  response.writeHead(502).end();
}).on('connect', (request, socket) => {
  const credentials = request.headers['proxy-authorization'];
  proxyRequests.push(`CONNECT ${request.url}${credentials === undefined ? '' : ` ${credentials}`}`);
  // A command that ends while its tunnel is open resets it; a detached socket has no listener of the server.
  socket.on('error', () => {});
  socket.end(connectResponse);
});
await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});
beforeEach(() => {
  proxyRequests.length = 0;
  connectResponse = 'HTTP/1.1 502 Bad Gateway\r\n\r\n';
});

// A listening server has an address with a port.
const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const name = address.replace('http://', '');
const key = { EXOLVE_API_KEY: 'fake-key', EXOLVE_BASE_URL: 'https://provider.invalid', LINEKEEPER_TIMEOUT_MS: '3000' };

describe('a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('of %s is used for provider requests, and its error is a network error', async variable => {
    const { code, stderr } = await linekeeper(['exolve', 'sip-ids'], { environment: { ...key, [variable]: address } });
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
    connectResponse = 'HTTP/1.1 200 OK\r\n\r\n';
    const { stdout } = await linekeeper(['doctor'], { environment: { ...key, HTTPS_PROXY: address } });
    expect(stdout).toContain(`✓ proxy: ${name} (HTTPS_PROXY) connects to provider.invalid`);
    expect(stdout).toContain('– DNS: the proxy resolves it');
    expect(stdout).toContain('– TLS: through the proxy');
    expect(stdout).toMatch(/✗ List MTS Exolve SIP IDs: .*No connection/);
  });

  it.each([
    ['HTTPS_PROXY', 502, 'did not connect to provider.invalid (502)'],
    ['https_proxy', 407, 'wants a sign-in (407)'],
    ['ALL_PROXY', 403, 'does not let provider.invalid through (403)'],
  ])('of %s is named when it answers %i, without its password', async (variable, status, problem) => {
    connectResponse = `HTTP/1.1 ${status} No\r\n\r\n`;
    const environment = { ...key, [variable]: address.replace('//', '//anna:hunter22@') };
    const sentence = `the proxy ${name} (${variable}) ${problem}.`;
    const { code, stderr } = await linekeeper(['exolve', 'sip-ids'], { environment });
    expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringContaining(sentence) });
    expect(proxyRequests[0]).toBe(`CONNECT provider.invalid:443 Basic ${btoa('anna:hunter22')}`);
    // A rejection is final; a failure is tried again.
    expect(proxyRequests.length > 1).toBe(status === 502);
    const doctor = await linekeeper(['doctor'], { environment });
    expect(doctor).toMatchObject({ code: 75, stdout: expect.stringContaining(`✗ proxy: ${sentence}`) });
    for (const text of [stderr, doctor.stdout, doctor.stderr]) expect(text).not.toMatch(/hunter22|anna/);
  });

  it.each([
    ['http://127.0.0.1:9', '127.0.0.1:9 (HTTPS_PROXY) refuses the connection'],
    ['https://proxy.invalid', 'proxy.invalid:443 (HTTPS_PROXY) has no address'],
  ])('that cannot be reached is named: %s', async (HTTPS_PROXY, problem) => {
    for (const command of [['exolve', 'sip-ids'], ['doctor']]) {
      const { code, stdout, stderr } = await linekeeper(command, { environment: { ...key, HTTPS_PROXY } });
      expect({ code, text: stdout + stderr }).toEqual({ code: 75, text: expect.stringContaining(`the proxy ${problem}`) });
    }
  });

  it.each([
    ['HTTP_PROXY', 'http://127.0.0.1:9', 'note: HTTP_PROXY is ignored: all requests are HTTPS. Set HTTPS_PROXY.'],
    ['ALL_PROXY', 'socks5://127.0.0.1:9', 'note: ALL_PROXY is ignored: it is not an HTTP proxy. Set HTTPS_PROXY.'],
  ])('of %s alone is ignored, which is said once', async (variable, value, note) => {
    const { stderr } = await linekeeper(['accounts'], {
      environment: { EXOLVE_API_KEY: 'fake-key', EXOLVE_BASE_URL: 'http://127.0.0.1:9', [variable]: value },
    });
    expect(stderr.split(note)).toHaveLength(2);
    const both = await linekeeper(['accounts'], {
      environment: { ...key, LINEKEEPER_TIMEOUT_MS: '300', [variable]: value, HTTPS_PROXY: address },
    });
    expect(both.stderr).not.toContain('ignored');
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
