// Placeholders that hosts, templates and copied examples leave in settings.
import { isPlaceholder } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';

describe('a placeholder', () => {
  it.each([
    // Text in braces is an input of the test, not a template.
    ...['$' + '{TELECOMX_TOKEN}', '$' + '{env:EXOLVE_API_KEY}', '$' + '{input:callgear}', '$' + '{user_config.exolve_api_key}', '$' + '{}'],
    ...['Bearer $' + '{TOKEN}', 'https://$' + '{HOST}/api', ' $' + '{TOKEN:-} '],
    ...['{{token}}', '{{ secrets.EXOLVE_API_KEY }}', '{{}}'],
    ...['$TELECOMX_TOKEN', '$env:TELECOMX_TOKEN', '%TELECOMX_TOKEN%'],
    ...['<your-token>', '<TOKEN>', '<your API key>', '[YOUR_TOKEN]', '__TOKEN__'],
    ...['YOUR_TOKEN_HERE', 'your-api-key', 'YOUR_API_KEY', 'yourtoken', 'your.token.goes.here', 'my-api-key', 'my_token_here'],
    ...['INSERT_TOKEN_HERE', 'paste your token here', 'token-here', 'api-key-goes-here', 'enter_your_password'],
    ...['REPLACE_ME', 'changeme', 'CHANGE-ME', 'replace_with_token', 'fill-in'],
    ...['placeholder', 'TODO', 'undefined', 'null', 'xxxxxxxx', '***', '...', '…'],
  ])('is %j', text => {
    expect(isPlaceholder(text)).toBe(true);
  });
});

describe('a real value', () => {
  it.each([
    ...[
      '',
      'k'.repeat(20),
      'sandbox-exolve-key',
      'fake-key',
      'eyJhbGciOi.eyJzdWIi.c2ln',
      '5f1b2c3d4e5f60718293a4b5',
      'a$b{c}d',
      'Pa$$word',
      '$ecret',
    ],
    ...[
      'hunter22',
      'p<x>y',
      '<@U012AB3CD>',
      '100%',
      'anna@team.example',
      'her.name',
      'where',
      'youri.petrov',
      'mykey77',
      'xxx',
      'add.adams',
    ],
    ...[
      'https://api.example.com',
      'http://127.0.0.1:8080/x',
      '[{"name":"one","token":"$' + '{TOKEN}"}]',
      '{"issuer":"https://id.example"}',
      '127.0.0.1',
    ],
  ])('is not a placeholder: %j', text => {
    expect(isPlaceholder(text)).toBe(false);
  });
});
