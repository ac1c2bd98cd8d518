// The filter by owner: names as people write them, two people of one name, nobody, and a person at several providers.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { truthOf } from './expected-lines.ts';
import { accountAt } from './fake-lists.ts';
import { ask, ownSandbox, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts, company } = sandbox;
const truth = truthOf(company);
const linesOf = async (owner: string) => await ask('list_lines', { owner, limit: 500 }, accounts, uncounted);
const owned = (...names: string[]) => truth.filter(({ owner }) => owner !== undefined && names.includes(owner)).map(keyOf);

describe('an owner that is asked for', () => {
  it.each([
    ['Mette Sørensen', 'Mette Sørensen'],
    ['METTE SORENSEN', 'Mette Sørensen'],
    ['sørensen, mette', 'Mette Sørensen'],
    ['kjaer', 'Søren Kjær'],
    ['jens akesson', 'Jens Åkesson'],
    ['agard niels', 'Niels Ågård'],
    ['østergaard anne-marie', 'Anne-Marie Østergaard'],
    ['ostergaard', 'Anne-Marie Østergaard'],
    ['ali YILMAZ', 'Ali Yılmaz'],
    ['hoegh', 'Ane Høegh'],
    ['федоров кирилл', 'Фёдоров Кирилл Олегович'],
    ['ЕЛКИНА', 'Ёлкина Вера Павловна'],
    ['артем лебедев', 'Лебедев Артём Ильич'],
    ['Андреевич Смирнов Павел', 'Смирнов Павел Андреевич'],
    ['erik jensen', 'Jensen Erik'],
  ])('as "%s" is %s', async (asked, owner) => {
    expect((await linesOf(asked)).lines.map(keyOf)).toEqual(owned(owner));
  });

  it('may be an id, of digits or hexadecimal in any case', async () => {
    const byId = (id: string) => truth.filter(({ owner_id }) => owner_id === id).map(keyOf);
    expect((await linesOf('70002')).lines.map(keyOf)).toEqual(byId('70002'));
    expect((await linesOf('e0000000000000000000000e')).lines.map(keyOf)).toEqual(byId('E0000000000000000000000E'));
    expect(byId('70002')).toHaveLength(2);
    expect((await linesOf('70999')).lines).toEqual([]);
  });

  it('may be a word of few digits, which no id is', async () => {
    const { lines } = await linesOf('водитель 01');
    expect(lines).toHaveLength(1);
    expect((await linesOf('01')).lines.map(keyOf)).toContain(keyOf(lines[0] ?? { account: '', kind: '', id: '' }));
  });

  it('may be two people of one name: both come, apart, and it is said', async () => {
    const hansen = await linesOf('Lars Hansen');
    expect(hansen.lines.map(keyOf)).toEqual(owned('Lars Hansen'));
    expect(new Set(hansen.lines.map(({ owner_id }) => owner_id)).size).toBe(2);
    expect(hansen.warnings).toEqual([expect.stringMatching(/^2 people in copenhagen are called Lars Hansen: .*02, .*0E\.$/)]);
    const ivanov = await linesOf('иванов');
    expect(ivanov.lines.map(keyOf)).toEqual(owned('Иванов Алексей Викторович'));
    expect(ivanov.warnings).toEqual([expect.stringMatching(/70002, 70011/)]);
  });

  it('is not two people where one has two lines, or where only one of the two has any', async () => {
    expect(await linesOf('Peter Hansen')).not.toHaveProperty('warnings');
    expect(await linesOf('70002')).not.toHaveProperty('warnings');
  });

  it('is found at every provider that knows the name', async () => {
    const kazan = company.kazan.sips
      .filter(({ sip_name }) => sip_name === 'Соколова Ольга')
      .map(({ sip_resource_id }) => `kazan sip_id ${sip_resource_id}`);
    expect(kazan).toHaveLength(1);
    expect((await linesOf('ольга соколова')).lines.map(keyOf)).toEqual([...owned('Соколова Ольга Николаевна'), ...kazan]);
  });

  it.each([
    ['Lars Hansn', 'Lars Hansen'],
    ['Соколва', 'Соколова Ольга Николаевна'],
    ['Gitte Raven', 'Gitte Ravn'],
    ['Гарипов Тимр', 'Гарипов Тимур'],
  ])('as "%s" is nobody; the nearest is %s', async (asked, nearest) => {
    const { lines, warnings } = await linesOf(asked);
    expect(lines).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(`^Nobody here is called that; nearest: ${nearest}`)]);
  });

  it.each(['qq', 'Zzyzx', '—'])('as "%s" is nobody, and near to nobody', async asked => {
    const { lines, warnings } = await linesOf(asked);
    expect(lines).toEqual([]);
    expect(warnings).toEqual(['Nobody here is called that.']);
  });

  it('is not called nobody where another filter leaves none of their lines', async () => {
    // Somebody was read, and is not meant.
    for (const filters of [{ status: ['inactive'] }, { reason: ['quarantined'] }, { text: 'nowhere' }]) {
      const answer = await ask('list_lines', { owner: 'Lars Hansen', ...filters }, accounts);
      expect(answer.lines).toEqual([]);
      expect(answer).not.toHaveProperty('warnings');
    }
    // Nobody was read who is called so.
    const { warnings } = await ask('list_lines', { owner: 'Lars Hansen', kind: ['number'] }, accounts);
    expect(warnings).toEqual([expect.stringMatching(/^Nobody is called that among the lines that the other filters leave/)]);
  });

  it('is not called nobody while an account that may know the name is down', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const { warnings = [] } = await linesOf('Смирнов Павел');
    expect(warnings.join()).not.toMatch(/^Nobody here is called that\.?$/);
  });

  it.each(['audit_lines', 'summarize_lines'] as const)('as nobody is said by %s too', async name => {
    const { warnings } = await ask(name, { owner: 'Lars Hansn' }, accounts);
    expect(warnings).toEqual([expect.stringMatching(/^Nobody here is called that; nearest: Lars Hansen/)]);
  });

  it('is two people also where the limit leaves only one of them', async () => {
    const rows = [1, 2].map(id => ({ id, phone_number: `10${id}`, employee_id: id, employee_full_name: 'Ann Lee', status: 'active' }));
    const own = await accountAt('callgear', 'north', { 'get.sip_lines': rows });
    const { warnings } = await ask('list_lines', { owner: 'ann lee', limit: 1 }, [own]);
    expect(warnings).toEqual([expect.stringMatching(/^2 people in north are called Ann Lee/)]);
  });
});
