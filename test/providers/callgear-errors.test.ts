// CallGear's errors: every code and mnemonic of the contract, and what a caller is told.
import { describe, expect, it } from 'vitest';
import { answerOf, dataOf, providerOf } from './harness.ts';

const { readError } = providerOf('callgear');

const error = (code: unknown, data: unknown = {}, status = 200) =>
  readError(answerOf(status, { jsonrpc: '2.0', id: null, error: { code, message: 'in the provider’s words', data } }));

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
  [-32603, 'unavailable', ['internal_error']],
  [-32001, 'auth', ['access_token_expired', 'access_token_blocked', 'access_token_invalid', 'auth_error']],
  [-32003, 'denied', ['ip_not_whitelisted', 'forbidden']],
  [-32008, 'denied', ['method_component_disabled', 'parameter_component_disabled']],
  [-32009, 'denied', ['account_inactive']],
  [-32029, 'rate_limited', ['limit_exceeded']],
  [-32099, 'malformed', ['batch_operations_not_supported', 'notifications_not_supported']],
];
const cases = mnemonics.flatMap(([code, ours, names]) => names.map(name => ({ code, ours, name })));

describe('an error of CallGear', () => {
  it.each(cases)('$code $name is $ours, whatever the status', ({ code, ours, name }) => {
    for (const status of [200, 400, 401, 500]) expect(error(code, { mnemonic: name }, status)).toMatchObject({ code: ours });
  });

  it.each(cases.filter(({ ours }) => ['input', 'auth', 'unavailable', 'malformed'].includes(ours)))('$name is named', ({ code, name }) => {
    expect(error(code, { mnemonic: name })?.message).toContain(name);
  });

  it.each([-32001, -32003, -32008, -32009, -32029, -32602, -32603])(
    '%d stays what it is with a mnemonic that is new, wrong or missing',
    code => {
      const known = error(code, { mnemonic: 'error' })?.code;
      for (const data of [{ mnemonic: 'brand_new' }, { mnemonic: 7 }, {}, null, 'text', []]) expect(error(code, data)?.code).toBe(known);
    },
  );

  it.each([-1, 0, 42, '-32602', null])('with the code %j is malformed', code => {
    expect(error(code)).toMatchObject({ code: 'malformed' });
  });

  it('repeats no mnemonic that is no word', () => {
    expect(error(-32001, { mnemonic: 'planted <!channel> text' })?.message).not.toContain('planted');
    expect(error(-32001, { mnemonic: 'planted_'.repeat(20) })?.message).not.toContain('planted');
  });

  it('may hold anything in place of a text', () => {
    const odd = { toString: false };
    expect(error(-32029, { mnemonic: odd, params: { limit_type: odd }, metadata: { limits: odd } })).toMatchObject({
      code: 'rate_limited',
    });
    expect(error(-32602, { mnemonic: odd, field: odd, value: odd, params: odd })).toMatchObject({ code: 'input' });
  });

  it('says how to get on the allow list', () => {
    const message = error(-32003, { mnemonic: 'ip_not_whitelisted' })?.message;
    expect(message).toContain('Administrator → Account → Rules and security settings → API');
  });

  it('says what a key can lack', () => {
    expect(error(-32001, { mnemonic: 'access_token_invalid' })?.message).toMatch(/token.*brand/);
  });

  it('is none in a success, in no JSON and in JSON of another kind', () => {
    for (const body of [{ result: { data: [] } }, 'text', [], null, { error: 'text' }, { error: null }]) {
      expect(readError(answerOf(200, body))).toBeUndefined();
    }
  });
});

describe('a refused parameter', () => {
  const refused = (data: object) => error(-32602, { mnemonic: 'invalid_parameter_value', ...data });

  it('comes with its name and its value', () => {
    const data = { code: 'input', message: expect.stringContaining('"activ"'), field: 'filter.value' };
    expect(dataOf(refused({ field: 'filter.value', value: 'activ' }))).toEqual(data);
    expect(refused({ field: 'filter.value', value: 'activ' })?.message).toContain('filter.value');
  });

  it.each([undefined, null, 7, { a: 1 }])('without a name (%j) is still an argument', field => {
    expect(dataOf(refused({ field, value: 'x' }))).toEqual({ code: 'input', message: expect.stringContaining('argument') });
  });

  it.each([null, 17, { a: 1 }, ['x'], true])('may have any value: %j', value => {
    expect(refused({ field: 'sort', value })).toMatchObject({ code: 'input', details: { field: 'sort' } });
  });

  it('that is long is cut', () => {
    expect(refused({ field: 'f'.repeat(5_000), value: 'v'.repeat(5_000) })?.message.length).toBeLessThanOrEqual(400);
  });

  it.each(['f'.repeat(5_000), 'a\u001b[31m', '<!channel> planted'])('whose name is no name (%j) is not passed on as a field', field => {
    expect(refused({ field, value: 'x' })?.details.field ?? 'none').toMatch(/^[\w.[\]-]{1,100}$/);
  });

  it.each(['access_token', 'params.access_token', 'password', 'login'])('%s is named without its value', field => {
    expect(refused({ field, value: 'planted-value' })?.message).not.toContain('planted-value');
    expect(refused({ field, value: 'planted-value' })?.message).toContain(field);
  });
});

describe('a limit of CallGear', () => {
  const limits = { day_limit: 50_000, day_remaining: 10, day_reset: 4_000, minute_limit: 250, minute_remaining: 0, minute_reset: 17 };
  const limited = (type: unknown, other: object = {}) =>
    error(-32029, {
      mnemonic: 'limit_exceeded',
      params: { limit_type: type, limit_max_value: 250 },
      metadata: { limits: { ...limits, ...other } },
    });

  it("of a minute is waited for as long as the minute's budget says", () => {
    expect(limited('minute')?.details).toEqual({ retryAfterS: 17 });
    expect(limited('minute', { minute_reset: '17' })?.details.retryAfterS).toBe(17);
  });

  it('of a day is told, and never waited for', () => {
    for (const one of [limited('day'), limited('day_limit'), limited('minute', { day_remaining: 0 })]) {
      expect(one?.details).toEqual({ retryAfterS: 4_000, retry: false });
      expect(one?.message).toContain('day');
    }
  });

  it('without metadata has no time', () => {
    expect(error(-32029, { mnemonic: 'limit_exceeded' })?.details.retryAfterS).toBeUndefined();
    expect(limited('minute', { minute_reset: 'soon' })?.details.retryAfterS).toBeUndefined();
  });
});
