// CallGear's errors: every documented code and mnemonic, and the error that a caller gets.
import { describe, expect, it } from 'vitest';
import { createResponse, getProvider, toErrorData } from './harness.ts';

const { readError } = getProvider('callgear');

const error = (code: unknown, data: unknown = {}, status = 200, message = 'in the provider’s words') =>
  readError(createResponse(status, { jsonrpc: '2.0', id: null, error: { code, message, data } }));

const mnemonics: readonly (readonly [number, string, readonly string[]])[] = [
  [-32700, 'malformed', ['parse_error']],
  [-32600, 'malformed', ['invalid_request']],
  [-32601, 'malformed', ['method_not_found']],
  [
    -32602,
    'input',
    [
      'data_type_error',
      'required_parameter_missed',
      'invalid_parameter_value',
      'unexpected_parameters',
      'invalid_parameters_combination',
      'filter_prohibited',
      'sort_prohibited',
      'date_interval_limit_reached',
      'error',
    ],
  ],
  [-32602, 'denied', ['tariff_restrictions', 'forbidden']],
  [-32602, 'refused', ['data_limit_exceeded']],
  [-32603, 'unavailable', ['internal_error']],
  [-32001, 'auth', ['access_token_expired', 'access_token_blocked', 'access_token_invalid', 'auth_error']],
  [-32003, 'denied', ['ip_not_whitelisted', 'forbidden']],
  [-32008, 'denied', ['method_component_disabled', 'parameter_component_disabled']],
  [-32009, 'denied', ['account_inactive']],
  [-32029, 'rate_limited', ['limit_exceeded']],
  [-32099, 'malformed', ['batch_operations_not_supported', 'notifications_not_supported']],
];
const cases = mnemonics.flatMap(([code, expectedCode, names]) => names.map(name => ({ code, expectedCode, name })));

describe('an error of CallGear', () => {
  it.each(cases)('$code $name is $expectedCode, whatever the status', ({ code, expectedCode, name }) => {
    for (const status of [200, 400, 401, 500]) expect(error(code, { mnemonic: name }, status)).toMatchObject({ code: expectedCode });
  });

  it.each(cases.filter(({ expectedCode }) => ['input', 'auth', 'unavailable', 'malformed'].includes(expectedCode)))(
    '$name is named',
    ({ code, name }) => {
      expect(error(code, { mnemonic: name })?.message).toContain(name);
    },
  );

  it.each([-32001, -32003, -32008, -32009, -32029, -32602, -32603])(
    '%d has the same code with a new, invalid or missing mnemonic',
    code => {
      const expected = error(code, { mnemonic: 'error' })?.code;
      for (const data of [{ mnemonic: 'brand_new' }, { mnemonic: 7 }, {}, null, 'text', []]) expect(error(code, data)?.code).toBe(expected);
    },
  );

  it.each([-1, 0, 42, '-32602', null])('with the code %j is malformed', code => {
    expect(error(code)).toMatchObject({ code: 'malformed' });
  });

  it('does not repeat a mnemonic that is not a word', () => {
    expect(error(-32001, { mnemonic: 'planted <!channel> text' })?.message).not.toContain('planted');
    expect(error(-32001, { mnemonic: 'planted_'.repeat(20) })?.message).not.toContain('planted');
  });

  it('may have values of any type in place of strings', () => {
    const odd = { toString: false };
    expect(error(-32029, { mnemonic: odd, params: { limit_type: odd }, metadata: { limits: odd } })).toMatchObject({
      code: 'rate_limited',
    });
    expect(error(-32602, { mnemonic: odd, field: odd, value: odd, params: odd })).toMatchObject({ code: 'input' });
  });

  it('says how to add the address to the allow list', () => {
    const message = error(-32003, { mnemonic: 'ip_not_whitelisted' })?.message;
    expect(message).toContain('Administrator → Account → Rules and security settings → API');
  });

  it.each(['198.51.100.7', '2001:db8::17'])('names the address %s, which the provider saw', address => {
    const message = error(-32003, { mnemonic: 'ip_not_whitelisted' }, 200, `Your IP ${address} is not whitelisted`)?.message;
    expect(message).toContain(`the address ${address} is not on`);
  });

  it.each(['planted <!channel> text', '1.2.3.4.5.6', 'version 10.0', 'a::b.planted.example', ''])('names no address from "%s"', text => {
    const message = error(-32003, { mnemonic: 'ip_not_whitelisted' }, 200, text)?.message;
    expect(message).toMatch(/^this machine's address is not on/);
  });

  it('says what to check about a token', () => {
    expect(error(-32001, { mnemonic: 'access_token_invalid' })?.message).toMatch(/token.*brand/);
  });

  it('is undefined for results, for text and for other JSON', () => {
    for (const body of [{ result: { data: [] } }, 'text', [], null, { error: 'text' }, { error: null }]) {
      expect(readError(createResponse(200, body))).toBeUndefined();
    }
  });
});

describe('a rejected parameter', () => {
  const rejected = (data: object) => error(-32602, { mnemonic: 'invalid_parameter_value', ...data });

  it('has its name and its value', () => {
    const data = { code: 'input', message: expect.stringContaining('"activ"'), field: 'filter.value' };
    expect(toErrorData(rejected({ field: 'filter.value', value: 'activ' }))).toEqual(data);
    expect(rejected({ field: 'filter.value', value: 'activ' })?.message).toContain('filter.value');
  });

  it.each([undefined, null, 7, { a: 1 }])('without a name (%j) is reported as an argument', field => {
    expect(toErrorData(rejected({ field, value: 'x' }))).toEqual({ code: 'input', message: expect.stringContaining('argument') });
  });

  it.each([null, 17, { a: 1 }, ['x'], true])('may have any value: %j', value => {
    expect(rejected({ field: 'sort', value })).toMatchObject({ code: 'input', details: { field: 'sort' } });
  });

  it('that is long is truncated', () => {
    expect(rejected({ field: 'f'.repeat(5_000), value: 'v'.repeat(5_000) })?.message.length).toBeLessThanOrEqual(400);
  });

  it.each(['f'.repeat(5_000), 'a\u001b[31m', '<!channel> planted'])('with an invalid name (%j) is not reported as a field', field => {
    expect(rejected({ field, value: 'x' })?.details.field ?? 'none').toMatch(/^[\w.[\]-]{1,100}$/);
  });

  it.each(['access_token', 'params.access_token', 'password', 'login'])('%s is named without its value', field => {
    expect(rejected({ field, value: 'planted-value' })?.message).not.toContain('planted-value');
    expect(rejected({ field, value: 'planted-value' })?.message).toContain(field);
  });
});

describe('a request limit of CallGear', () => {
  const limits = { day_limit: 50_000, day_remaining: 10, day_reset: 4_000, minute_limit: 250, minute_remaining: 0, minute_reset: 17 };
  const limited = (type: unknown, other: object = {}) =>
    error(-32029, {
      mnemonic: 'limit_exceeded',
      params: { limit_type: type, limit_max_value: 250 },
      metadata: { limits: { ...limits, ...other } },
    });

  it('per minute is retried after the reset of the minute', () => {
    expect(limited('minute')?.details).toEqual({ retryAfterS: 17 });
    expect(limited('minute', { minute_reset: '17' })?.details.retryAfterS).toBe(17);
  });

  it('per day is reported and not retried', () => {
    for (const one of [limited('day'), limited('day_limit'), limited('minute', { day_remaining: 0 })]) {
      expect(one?.details).toEqual({ retryAfterS: 4_000, retryable: false });
      expect(one?.message).toContain('day');
    }
  });

  it('without metadata has no retry time', () => {
    expect(error(-32029, { mnemonic: 'limit_exceeded' })?.details.retryAfterS).toBeUndefined();
    expect(limited('minute', { minute_reset: 'soon' })?.details.retryAfterS).toBeUndefined();
  });
});
