// The schemas of account settings.
import { baseUrlSetting, countrySetting, isLoopback, keySetting, loginSetting } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';

const accepts = (url: string) => baseUrlSetting().safeParse(url).success;

describe('a base URL', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com:8443/own/path/',
    'HTTPS://API.EXAMPLE.COM',
    'http://127.0.0.1:8080/telecomx',
    'http://127.9.9.9',
    'http://localhost:3000',
    'http://[::1]:3000/x',
  ])('is %s', url => {
    expect(accepts(url)).toBe(true);
  });

  it.each([
    'http://api.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://notlocalhost',
    'http://[::2]',
    'http://[::ffff:10.0.0.1]',
    'ftp://example.com',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
    'https://user@example.com',
    'https://user:secret@example.com',
    'https://:secret@example.com',
    'http://user@127.0.0.1',
    'https://example.com/?a=1',
    'https://example.com?',
    'https://example.com/#a',
    'https://example.com#',
    'http://example.com@127.0.0.1',
    'http://127.0.0.1@example.com',
    'example.com',
    '/path',
    'https://',
    '',
  ])('is not %j', url => {
    expect(accepts(url)).toBe(false);
  });
});

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.255.0.1', '::1', '[::1]', 'localhost', 'a.localhost'])('is %s', name => {
    expect(isLoopback(name)).toBe(true);
  });

  it.each(['128.0.0.1', '127.0.0.1.nip.io', '1127.0.0.1', 'localhost.com', 'xlocalhost', '[::]', '::', '0.0.0.0', ''])(
    'is not %j',
    name => {
      expect(isLoopback(name)).toBe(false);
    },
  );
});

describe('a key', () => {
  it('is printable ASCII', () => {
    expect(['abc', 'a.b-c_d~!', '"quoted"'].every(key => keySetting().safeParse(key).success)).toBe(true);
    expect(['', 'a b', 'a\nb', 'ключ', 'a\u0000', ' a'].some(key => keySetting().safeParse(key).success)).toBe(false);
  });
});

describe('a login', () => {
  it('is any string', () => {
    expect(loginSetting().parse(' пароль "x" ')).toBe(' пароль "x" ');
    expect(loginSetting().safeParse(17).success).toBe(false);
  });
});

describe('a country', () => {
  it('is two letters, converted to upper case', () => {
    expect(countrySetting().parse('dk')).toBe('DK');
    expect(['', 'D', 'DNK', 'D1', 'ÆØ'].some(code => countrySetting().safeParse(code).success)).toBe(false);
  });

  it('has numbering rules', () => {
    expect(['GB', 'RU', 'AE', 'xk'].every(code => countrySetting().safeParse(code).success)).toBe(true);
    expect(['UK', 'uk', 'ZZ', 'EU', 'AQ'].some(code => countrySetting().safeParse(code).success)).toBe(false);
  });
});
