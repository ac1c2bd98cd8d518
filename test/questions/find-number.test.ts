// A number in any notation: what is understood, how well it fits, and what is refused.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { truthOf } from './expected-lines.ts';
import { accountAt } from './fake-lists.ts';
import { ask, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { company } = sandbox;
const accountsOf = (...names: string[]) => sandbox.accounts.filter(({ name }) => names.length === 0 || names.includes(name));
const find = async (number: string, ...names: string[]) => await ask('find_number', { number }, accountsOf(...names), uncounted);

/** Everything that has to do with a number, by the company's plain data. */
function concerned(holds: (number: string) => boolean): string[] {
  const lines = truthOf(company).flatMap(line => [
    ...line.numbers.filter(holds).map(() => `${keyOf(line)} ${line.kind === 'sip_phone' ? 'direct_number' : 'number'}`),
    ...(line.caller_id !== undefined && holds(line.caller_id) ? [`${keyOf(line)} caller_id`] : []),
  ]);
  const failovers = company.copenhagen.trunks.filter(({ failover }) => holds(failover?.split('@')[0] ?? '')).map(({ _id }) => _id);
  const redirected = company.moscow.virtualNumbers.filter(({ redirection_phone_number: number }) => number !== null && holds(`+${number}`));
  return [
    ...lines,
    ...failovers.map(id => `copenhagen sip_trunk ${id} failover`),
    ...redirected.map(({ id }) => `moscow virtual_number ${id} redirection`),
  ].sort();
}

type Found = Awaited<ReturnType<typeof find>>;
const placesOf = ({ matches }: Found) => matches.map(({ line, role }) => `${keyOf(line)} ${role}`).sort();
const fitsOf = ({ matches }: Found) => [...new Set(matches.map(({ match }) => match))];

describe('a number that is looked for', () => {
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
  ])('as "%s" is %s, %s', async (written, number, fit) => {
    const found = await find(written);
    expect(placesOf(found)).toEqual(concerned(own => own === number));
    expect(fitsOf(found)).toEqual([fit]);
  });

  it.each([
    ['00 7 495 555 01 01', '+74955550101'],
    ['007 495 555 01 01', '+74955550101'],
  ])('as "%s" is %s also where no account dials 00', async (written, number) => {
    expect(placesOf(await find(written, 'moscow'))).toEqual(concerned(own => own === number));
  });

  it('in national notation is read in the countries of the accounts that are there', async () => {
    expect((await find('8 495 555 01 01', 'copenhagen')).matches).toEqual([]);
    expect((await find('8 495 555 01 01', 'moscow')).matches).not.toEqual([]);
  });

  it.each(['5050', '50 50', '305050', '0101', '55501-01', '5117'])('as its last digits %s is every number that ends so', async written => {
    const digits = written.replace(/\D/g, '');
    const found = await find(written);
    expect(placesOf(found)).toEqual(concerned(own => own.endsWith(digits)));
    expect(fitsOf(found)).toEqual(['suffix']);
  });

  it('comes first where it fits exactly or as a whole, and then where only its end does', async () => {
    const { matches } = await find('0123401');
    expect(matches.map(({ match, role }) => [match, role])).toEqual([['exact', 'extension']]);
    const order = (await find('70305050')).matches.map(({ match }) => ['exact', 'national', 'suffix'].indexOf(match));
    expect(order).toEqual(order.toSorted());
  });

  it.each(['204', '290', '2 0 4', 'sip:204@pbx.example'])('of two or three digits, as "%s", is an extension as a whole', async written => {
    const digits = /\d[\d ]*/.exec(written)?.[0].replace(/\D/g, '');
    const expected = company.copenhagen.phones
      .filter(({ extension }) => extension?.number === digits)
      .map(({ _id }) => `copenhagen sip_phone ${_id} extension`);
    expect(expected).not.toEqual([]);
    expect(placesOf(await find(written))).toEqual(expected.sort());
  });

  it('of two or three digits is never the end of a number', async () => {
    expect((await find('050')).matches).toEqual([]);
    expect((await find('01')).matches).toEqual([]);
  });

  it('that nobody has is an answer', async () => {
    const found = await find('+45 99 99 99 99');
    expect(found).toMatchObject({ matches: [], returned: 0 });
    expect(found.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it.each(['9', '+', '+7', 'abc', 'Mette', '7030505O', 'sip:mette@pbx.example', '-'])(
    'is not "%s", which is refused before anything is asked',
    async written => {
      expect(await refusalOf(find(written))).toMatchObject({
        code: 'input',
        details: { field: 'number' },
        message: expect.stringMatching(/E\.164/),
      });
      expect(sandbox.requests).toEqual([]);
    },
  );

  it.each(['8 10 49 1512 3456789', '00 49 1512 3456789'])('may be dialled with whatever leads abroad (%s)', async written => {
    expect(await find(written)).toMatchObject({ matches: [] });
  });

  it.each(['+4570305050 74955550104', '70305050 70305051', '0045703050501234567'])('is not "%s", which is several', async written => {
    expect(await refusalOf(find(written))).toMatchObject({ code: 'input', message: expect.stringContaining('one number at a time') });
    expect(sandbox.requests).toEqual([]);
  });

  it('comes before the many lines that present it, and what has no room is found otherwise', async () => {
    const lines = Array.from({ length: 600 }, (_, id) => ({ id, virtual_phone_number: '74951234567', status: 'active', type: 'in_out' }));
    const numbers = [{ id: 1, virtual_phone_number: '74951234567', status: 'active' }];
    const own = await accountAt('callgear', 'moscow', { 'get.sip_lines': lines, 'get.virtual_numbers': numbers });
    const { matches, returned, warnings = [] } = await ask('find_number', { number: '+74951234567' }, [own]);
    expect(matches.slice(0, 2).map(({ role, line }) => `${role} ${line.kind}`)).toEqual(['number virtual_number', 'caller_id sip_line']);
    expect(warnings).toContain(`${601 - returned} more matches: list_lines with the text +74951234567 has them all.`);
    expect((await ask('list_lines', { text: '+74951234567' }, [own])).lines.length).toBeGreaterThan(0);
  });

  it('has no list of what leads to it', async () => {
    const numbers = Array.from({ length: 600 }, (_, id) => ({
      id,
      virtual_phone_number: `7495${1_000_000 + id}`,
      redirection_phone_number: '74951234567',
      status: 'active',
    }));
    const leading = await accountAt('callgear', 'moscow', { 'get.virtual_numbers': numbers });
    const { returned, warnings = [] } = await ask('find_number', { number: '+74951234567' }, [leading]);
    expect(warnings).toContain(`${600 - returned} more matches, all of which lead to it.`);
    const lines = [{ id: 1, virtual_phone_number: '74951234567', status: 'active', type: 'in_out' }];
    const mixed = await accountAt('callgear', 'moscow', { 'get.virtual_numbers': numbers, 'get.sip_lines': lines });
    const found = await ask('find_number', { number: '+74951234567' }, [mixed]);
    expect(found.warnings).toContain(
      `${601 - found.returned} more matches: list_lines with the text +74951234567 has them all but ${600 - found.returned}, which lead to it.`,
    );
  });
});
