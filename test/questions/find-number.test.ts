// `find_number`: the notations of a number, the kinds of match, and the errors.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { getExpectedLines } from './expected-lines.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, catchError, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { company } = sandbox;
const getAccounts = (...names: string[]) => sandbox.accounts.filter(({ name }) => names.length === 0 || names.includes(name));
const find = async (number: string, ...names: string[]) => await askQuestion('find_number', { number }, getAccounts(...names), unlimited);

/** The lines that have a number in any role, by the plain data of the company. */
function getExpectedMatches(matches: (number: string) => boolean): string[] {
  const lines = getExpectedLines(company).flatMap(line => [
    ...line.numbers.filter(matches).map(() => `${getLineKey(line)} ${line.kind === 'sip_phone' ? 'direct_number' : 'number'}`),
    ...(line.caller_id !== undefined && matches(line.caller_id) ? [`${getLineKey(line)} caller_id`] : []),
  ]);
  const failovers = company.copenhagen.trunks.filter(({ failover }) => matches(failover?.split('@')[0] ?? '')).map(({ _id }) => _id);
  const redirected = company.moscow.virtualNumbers.filter(
    ({ redirection_phone_number: number }) => number !== null && matches(`+${number}`),
  );
  return [
    ...lines,
    ...failovers.map(id => `copenhagen sip_trunk ${id} failover`),
    ...redirected.map(({ id }) => `moscow virtual_number ${id} redirection`),
  ].sort();
}

type Found = Awaited<ReturnType<typeof find>>;
const getMatches = ({ matches }: Found) => matches.map(({ line, role }) => `${getLineKey(line)} ${role}`).sort();
const getMatchKinds = ({ matches }: Found) => [...new Set(matches.map(({ match }) => match))];

describe('a match', () => {
  it('names all numbers of a line that match in one role', async () => {
    const numbers = ['+4570301234', '+4533331234', '+4570300000'];
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '5A', numbers, failover: '+4599991234' }] });
    const { matches, returned } = await askQuestion('find_number', { number: '1234' }, [account], unlimited);
    expect(matches.map(({ role, matched }) => [role, matched])).toEqual([
      ['number', ['+4570301234', '+4533331234']],
      ['failover', ['+4599991234']],
    ]);
    expect(returned).toBe(2);
  });
});

describe('a requested number', () => {
  it.each([
    ['+4570305050', '+4570305050', 'exact'],
    ['+45 70 30 50 50', '+4570305050', 'exact'],
    ['+45 (70) 30-50.50', '+4570305050', 'exact'],
    [' +45 70/30/50/50 ', '+4570305050', 'exact'],
    ['004570305050', '+4570305050', 'exact'],
    ['0045 70305050', '+4570305050', 'exact'],
    ['00 45 70 30 50 50', '+4570305050', 'exact'],
    ['sip:+4570305050@pbx.example', '+4570305050', 'exact'],
    ['sips:+4570305050@pbx.example;transport=tls', '+4570305050', 'exact'],
    ['sip:%2B4570305050@pbx.example', '+4570305050', 'exact'],
    ['tel:+45-70-30-50-50', '+4570305050', 'exact'],
    ['sip:70305050@pbx.example', '+4570305050', 'national'],
    ['70305050', '+4570305050', 'national'],
    ['70 30 50 50', '+4570305050', 'national'],
    ['8 (495) 555-01-01', '+74955550101', 'national'],
    ['495 555 01 01', '+74955550101', 'national'],
    ['+7 495 555-01-01', '+74955550101', 'exact'],
    ['8-800-555-01-00', '+78005550100', 'national'],
    ['8 843 555 01 01', '+78435550101', 'national'],
    ['8 900 555 01 01', '+79005550101', 'national'],
    ['+8 (495) 555-01-01', '+74955550101', 'national'],
    ['+8-800-555-01-00', '+78005550100', 'national'],
    ['+78 495 555 01 01', '+74955550101', 'exact'],
    ['Tlf. 70 30 50 50', '+4570305050', 'national'],
    ['"Mette" <sip:+4570305050@pbx.example>;tag=1', '+4570305050', 'exact'],
    ['<tel:+4570305050>', '+4570305050', 'exact'],
    ['\u202a+45\u00a070\u201130\u201150\u201150\u202c', '+4570305050', 'exact'],
    ['٧٠٣٠٥٠٥٠', '+4570305050', 'national'],
    ['＋４５ ７０３０５０５０', '+4570305050', 'exact'],
  ])('as "%s" is %s, %s', async (input, number, kind) => {
    const found = await find(input);
    expect(getMatches(found)).toEqual(getExpectedMatches(value => value === number));
    expect(getMatchKinds(found)).toEqual([kind]);
  });

  it.each([
    ['00 7 495 555 01 01', '+74955550101'],
    ['007 495 555 01 01', '+74955550101'],
  ])('as "%s" is %s also if no account is in a country that dials 00', async (input, number) => {
    expect(getMatches(await find(input, 'moscow'))).toEqual(getExpectedMatches(value => value === number));
  });

  it('in national notation is parsed for the countries of the accounts', async () => {
    expect((await find('8 495 555 01 01', 'copenhagen')).matches).toEqual([]);
    expect((await find('8 495 555 01 01', 'moscow')).matches).not.toEqual([]);
  });

  it.each(['5050', '50 50', '305050', '0101', '55501-01', '5117'])(
    'as its last digits %s is every number that ends in them',
    async input => {
      const digits = input.replace(/\D/g, '');
      const found = await find(input);
      expect(getMatches(found)).toEqual(getExpectedMatches(value => value.endsWith(digits)));
      expect(getMatchKinds(found)).toEqual(['suffix']);
    },
  );

  it('lists exact and national matches before suffix matches', async () => {
    const { matches } = await find('0123401');
    expect(matches.map(({ match, role }) => [match, role])).toEqual([['exact', 'extension']]);
    const order = (await find('70305050')).matches.map(({ match }) => ['exact', 'national', 'suffix'].indexOf(match));
    expect(order).toEqual(order.toSorted());
  });

  it.each(['204', '290', '2 0 4', 'sip:204@pbx.example'])('of two or three digits, as "%s", is an extension', async input => {
    const digits = /\d[\d ]*/.exec(input)?.[0].replace(/\D/g, '');
    const expected = company.copenhagen.phones
      .filter(({ extension }) => extension?.number === digits)
      .map(({ _id }) => `copenhagen sip_phone ${_id} extension`);
    expect(expected).not.toEqual([]);
    expect(getMatches(await find(input))).toEqual(expected.sort());
  });

  it('of two or three digits does not match the end of a number', async () => {
    expect((await find('050')).matches).toEqual([]);
    expect((await find('01')).matches).toEqual([]);
  });

  it('without a line gives an empty answer', async () => {
    const found = await find('+45 99 99 99 99');
    expect(found).toMatchObject({ matches: [], returned: 0 });
    expect(found.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it.each(['9', '+', '+7', 'abc', 'Mette', '7030505O', 'sip:mette@pbx.example', '-'])(
    'is not "%s", which is rejected before any request',
    async input => {
      expect(await catchError(find(input))).toMatchObject({
        code: 'input',
        details: { field: 'number' },
        message: expect.stringMatching(/E\.164/),
      });
      expect(sandbox.requests).toEqual([]);
    },
  );

  it.each([
    '+45 70 30 50 50 ext. 12',
    '+45 70 30 50 50 доб. 12',
    '+4570305050;ext=12',
    '+4570305050 x12',
    'tel:+4570305050;ext=12',
    '70305050#12',
    'Tlf. 70 30 50 50 lokal 12',
  ])('with an extension, "%s", is found without it, with a warning', async input => {
    const found = await find(input);
    expect(getMatches(found)).toEqual(getExpectedMatches(value => value === '+4570305050'));
    expect(found.warnings).toContain('Found by the number alone, without its extension 12.');
  });

  it.each(['70305050-52', '+45 70 30 50 50/51', '50/51', '50-52', '70305050 til 70305059'])(
    'is not "%s", which is a range',
    async input => {
      expect(await catchError(find(input))).toMatchObject({ code: 'input', message: expect.stringContaining('is a range of numbers') });
      expect(sandbox.requests).toEqual([]);
    },
  );

  it('has another meaning only if no line has it as it was written', async () => {
    const vietnamese = await startFakeAccount('callgear', 'hanoi', {
      'get.virtual_numbers': [
        { id: 1, virtual_phone_number: '84955550102', status: 'active' },
        { id: 2, virtual_phone_number: '74955550102', status: 'active' },
      ],
    });
    const { matches } = await askQuestion('find_number', { number: '+8 (495) 555-01-02' }, [vietnamese]);
    expect(matches.map(({ line, match }) => `${line.id} ${match}`)).toEqual(['1 exact']);
  });

  it('names the letters that are no part of it', async () => {
    expect(await catchError(find('7030505O'))).toMatchObject({ message: expect.stringContaining('"O" belongs to no notation') });
  });

  it.each(['abc', 'Hansen', 'абв', 'x'])('that has no digit is refused with the reason once (%s)', async input => {
    expect(await catchError(find(input))).toMatchObject({ message: expect.stringMatching(`^"${input}" is not a number\\. Give E\\.164`) });
  });

  it.each(['8 10 49 1512 3456789', '00 49 1512 3456789'])('may have an international dialing prefix (%s)', async input => {
    expect(await find(input)).toMatchObject({ matches: [] });
  });

  it.each([
    '+4570305050 74955550104',
    '70305050 70305051',
    '0045703050501234567',
    '70305050, 70305051',
    '70305050;70305051',
    '70305050\n70305051',
    '70305050 and 70305051',
    '70305050 или 70305051',
    '+4570305050 +4570305051',
  ])('is not "%s", which is several numbers', async input => {
    expect(await catchError(find(input))).toMatchObject({ code: 'input', message: expect.stringContaining('one number at a time') });
    expect(sandbox.requests).toEqual([]);
  });

  it('lists its line before the lines that present it, and says how to find matches that did not fit', async () => {
    const lines = Array.from({ length: 600 }, (_, id) => ({ id, virtual_phone_number: '74951234567', status: 'active', type: 'in_out' }));
    const numbers = [{ id: 1, virtual_phone_number: '74951234567', status: 'active' }];
    const fakeAccount = await startFakeAccount('callgear', 'moscow', { 'get.sip_lines': lines, 'get.virtual_numbers': numbers });
    const { matches, returned, warnings = [] } = await askQuestion('find_number', { number: '+74951234567' }, [fakeAccount]);
    expect(matches.slice(0, 2).map(({ role, line }) => `${role} ${line.kind}`)).toEqual(['number virtual_number', 'caller_id sip_line']);
    expect(warnings).toContain(`${601 - returned} more matches: list_lines with text +74951234567 finds them all.`);
    expect((await askQuestion('list_lines', { text: '+74951234567' }, [fakeAccount])).lines.length).toBeGreaterThan(0);
  });

  it('has no hint for lines that lead to it', async () => {
    const numbers = Array.from({ length: 600 }, (_, id) => ({
      id,
      virtual_phone_number: `7495${1_000_000 + id}`,
      redirection_phone_number: '74951234567',
      status: 'active',
    }));
    const leading = await startFakeAccount('callgear', 'moscow', { 'get.virtual_numbers': numbers });
    const { returned, warnings = [] } = await askQuestion('find_number', { number: '+74951234567' }, [leading]);
    expect(warnings).toContain(`${600 - returned} more matches, all of which lead to it.`);
    const lines = [{ id: 1, virtual_phone_number: '74951234567', status: 'active', type: 'in_out' }];
    const mixed = await startFakeAccount('callgear', 'moscow', { 'get.virtual_numbers': numbers, 'get.sip_lines': lines });
    const found = await askQuestion('find_number', { number: '+74951234567' }, [mixed]);
    expect(found.warnings).toContain(
      `${601 - found.returned} more matches: list_lines with text +74951234567 finds them all but ${600 - found.returned}, which lead to it.`,
    );
  });
});
