// Which hosts a proxy is used for, and its name.
import { formatProxy, isProxied } from '@linekeeper/core/node';
import { describe, expect, it } from 'vitest';

describe('NO_PROXY', () => {
  it.each([
    ['api.example', 'api.example'],
    ['example', 'api.example'],
    ['.api.example', 'api.example'],
    ['.example', 'API.example.'],
    ['*.example', 'api.example'],
    ['*', 'api.example'],
    ['api.example:443', 'api.example'],
    ['*:443', 'api.example'],
    ['::1', '[::1]'],
    ['[::1]:443', '::1'],
  ])('%s includes %s', (entry, hostname) => {
    expect(isProxied({ hostname, port: 443 }, { noProxy: ['other.example', entry] })).toBe(false);
  });

  it.each([
    ['api.example', 'myapi.example'],
    ['api.example', 'example'],
    ['*.api.example', 'api.example'],
    ['api.example:8443', 'api.example'],
    ['*:80', 'api.example'],
    ['::1', '::11'],
  ])('%s does not include %s', (entry, hostname) => {
    expect(isProxied({ hostname, port: 443 }, { noProxy: [entry] })).toBe(true);
  });
});

it('a proxy is named by host, port and variable, without its credentials', () => {
  const named = (url: string) => formatProxy({ url, variable: 'HTTPS_PROXY', noProxy: [] });
  expect(named('http://u:hunter22@proxy.example:3128')).toBe('proxy.example:3128 (HTTPS_PROXY)');
  expect([named('http://proxy.example'), named('https://[::1]')]).toEqual(['proxy.example:80 (HTTPS_PROXY)', '[::1]:443 (HTTPS_PROXY)']);
});
