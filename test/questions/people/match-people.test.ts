// Matching lists: ids, addresses, namesakes, several accounts, and what stays undecided.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPeople } from '../../../packages/questions/src/people/match-people.ts';
import type { Owner, Person } from '../../../packages/questions/src/people/person.ts';

const owner = (name: string, more: Partial<Owner> = {}): Owner => ({ account: 'north', name, ...more });

/** The matching in names instead of positions. */
function match(people: readonly Person[], owners: readonly Owner[]) {
  const { matches, doubts, leavers, withoutLine, unclear } = matchPeople(people, owners);
  const ownerName = (position: number) => owners[position]?.name ?? owners[position]?.id;
  return {
    matches: matches.map(({ person, owner: position, why }) => `${people[person]?.name} = ${ownerName(position)}: ${why}`),
    doubts: doubts.map(({ person, owners: positions, why }) => `${people[person]?.name} ? ${positions.map(ownerName).join(', ')}: ${why}`),
    leavers: leavers.map(ownerName),
    withoutLine: withoutLine.map(position => people[position]?.name),
    unclear: unclear.map(({ owner: position, people: count }) => `${ownerName(position)} ${count}`),
  };
}

describe('an id', () => {
  it('decides before the name', () => {
    expect(match([{ name: 'Mette Holm', id: 'e7' }], [owner('Mette Sørensen Holm', { id: 'E7' })]).matches).toEqual([
      'Mette Holm = Mette Sørensen Holm: same id',
    ]);
    expect(match([{ name: 'Mette Holm', id: '7' }], [{ account: 'north', id: '7' }]).matches).toEqual(['Mette Holm = 7: same id']);
  });

  it('is doubtful where the names contradict it: lists number their people alike', () => {
    const { matches, doubts } = match([{ name: 'Mette Holm', id: '7' }], [owner('Lars Hansen', { id: '7' })]);
    expect(matches).toEqual([]);
    expect(doubts).toEqual(['Mette Holm ? Lars Hansen: same id, but another name']);
  });
});

describe('an e-mail address', () => {
  it('decides before the name, in any letter case', () => {
    expect(
      match([{ name: 'Mette Holm', email: 'MH@nordlys.example' }], [owner('Mette Krogh', { email: 'mh@nordlys.example' })]).matches,
    ).toEqual(['Mette Holm = Mette Krogh: same e-mail address']);
  });

  it('is found in the name of an owner', () => {
    const people = [{ name: 'Mette Holm', email: 'mh@nordlys.example' }];
    expect(match(people, [owner('Phone 3 <mh@nordlys.example>')]).matches).toHaveLength(1);
    expect(match(people, [owner('mh@nordlys.example')]).matches).toHaveLength(1);
  });

  it('is found in time in the name of an owner, however long, and only as a whole', () => {
    expect(match([{ name: 'Mette Holm' }], [owner('a'.repeat(500_000))])).toMatchObject({ matches: [], leavers: ['a'.repeat(500_000)] });
    const people = [{ name: 'Mette Holm', email: 'mh@nordlys.ex' }];
    expect(match(people, [owner(`Jens Juul ${'x'.repeat(176)} mh@nordlys.example`)]).matches).toEqual([]);
  });

  it('that many people share says nothing', () => {
    const people = Array.from({ length: 12 }, (_, index) => ({ name: `Person${index} Holm`, email: 'info@nordlys.example' }));
    const owners = [owner('Jens Juul', { email: 'info@nordlys.example' }), owner('Person3 Holm', { email: 'info@nordlys.example' })];
    const { matches, doubts, leavers, withoutLine } = match(people, owners);
    expect({ matches, doubts, leavers }).toEqual({
      matches: ['Person3 Holm = Person3 Holm: same name'],
      doubts: [],
      leavers: ['Jens Juul'],
    });
    expect(withoutLine).toHaveLength(11);
  });
});

describe('namesakes', () => {
  it('in the list are not decided', () => {
    const { doubts, matches } = match([{ name: 'Lars Hansen' }, { name: 'Lars Hansen' }], [owner('Lars Hansen')]);
    expect(matches).toEqual([]);
    expect(doubts).toEqual(Array(2).fill('Lars Hansen ? Lars Hansen: 2 people of the list have this name'));
  });

  it('in one account are not decided: one of them may have left', () => {
    const { doubts, matches, leavers } = match(
      [{ name: 'Lars Hansen' }],
      [owner('Lars Hansen', { id: '1' }), owner('Lars Hansen', { id: '2' })],
    );
    expect({ matches, leavers }).toEqual({ matches: [], leavers: [] });
    expect(doubts).toEqual(['Lars Hansen ? Lars Hansen, Lars Hansen: 2 owners of north have this name']);
  });

  it('are decided where an id tells them apart', () => {
    const people = [
      { name: 'Lars Hansen', id: '1' },
      { name: 'Lars Hansen', id: '2' },
    ];
    expect(match(people, [owner('Lars Hansen', { id: '1' }), owner('Lars Hansen', { id: '2' })]).matches).toHaveLength(2);
  });

  it('with a closer name in the list leave the line to that one', () => {
    const people = [{ name: 'Иванов Алексей' }, { name: 'Иванов Алексей Викторович' }];
    const { matches, withoutLine } = match(people, [owner('Иванов Алексей Викторович')]);
    expect(matches).toEqual(['Иванов Алексей Викторович = Иванов Алексей Викторович: same name']);
    expect(withoutLine).toEqual(['Иванов Алексей']);
  });

  it('in great numbers are compared in time', () => {
    const count = 50_000;
    const people = Array.from({ length: count }, () => ({ name: 'Lars Hansen', email: 'info@nordlys.example', id: '0' }));
    expect(matchPeople(people, [owner('Lars Hansen', { email: 'info@nordlys.example', id: '0' })]).doubts).toHaveLength(count);
    const owners = Array.from({ length: 20_000 }, (_, id) => owner('Lars Hansen', { id: String(id) }));
    expect(matchPeople([{ name: 'Lars Hansen' }], owners).doubts).toMatchObject([{ person: 0, owners: { length: 20_000 } }]);
  });

  it('in Cyrillic letters alone are two people, if their patronymics differ', () => {
    const people = [{ name: 'Иванов Алексей Викторович' }, { name: 'Иванов Алексей Петрович' }];
    expect(match(people, [owner('Alexey Ivanov')]).doubts).toHaveLength(2);
    expect(match(people, [owner('Ivanov A. P.')]).matches).toHaveLength(1);
  });
});

describe('a person', () => {
  it('may have lines in several accounts, and several without an id in one', () => {
    const owners = [owner('Dmitri Volkov'), owner('Волков Дмитрий Сергеевич', { account: 'moscow' }), owner('Volkov, Dmitri')];
    const { matches, leavers } = match([{ name: 'Волков Дмитрий Сергеевич' }], owners);
    expect(matches).toHaveLength(3);
    expect(leavers).toEqual([]);
  });

  it('with a line of their own name is not a misspelled other one in the same account', () => {
    const owners = [owner('Anna Hansen', { id: '1' }), owner('Anne Hansen', { id: '2' })];
    expect(match([{ name: 'Anna Hansen' }], owners)).toMatchObject({ leavers: ['Anne Hansen'], doubts: [] });
  });

  it('is not decided by the name of a line whose list reports no owner', () => {
    const result = match([{ name: 'Гарипов Тимур' }], [owner('Гарипов Тимур', { isLineName: true }), owner('Склад', { isLineName: true })]);
    expect(result).toMatchObject({ matches: [], leavers: [], withoutLine: [] });
    expect(result.doubts).toEqual(['Гарипов Тимур ? Гарипов Тимур: a line has this name, but its list reports no owner']);
  });

  it('is one of many with a family name: nothing is said', () => {
    const people = Array.from({ length: 11 }, (_, index) => ({
      name: `${'Lars Jens Niels Hans Ole Per Bo Ib Kim Tom Jan'.split(' ')[index]} Hansen`,
    }));
    const others = [...people, { name: 'Mette Holm' }];
    const expected = { unclear: ['Hansen 11'], leavers: [], doubts: [], withoutLine: ['Mette Holm'] };
    expect(match(others, [owner('Hansen')])).toMatchObject(expected);
    expect(match(people, [owner('Hansen', { isLineName: true })])).toMatchObject({ unclear: [], doubts: [], leavers: [] });
    expect(match(people.slice(0, 3), [owner('Hansen')]).doubts).toHaveLength(3);
  });
});

describe('any two lists', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'Lars Hansen',
      'L. Hansen',
      'Lars P. Hansen',
      'Иванов А.В.',
      'Alexey Ivanov',
      'Иванов Алексей',
      '',
      '.',
      '@',
      '1 2',
      'a@b.cd',
    ),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );
  const owners = fc.array(fc.record({ account: fc.constantFrom('a', 'b'), name, id: fc.constantFrom('1', '2', '3') }), { maxLength: 8 });

  it('lose none: each owner and person has exactly one place', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name }), { maxLength: 8 }), owners, (people, list) => {
        const { matches, doubts, leavers, withoutLine, unclear } = matchPeople(people, list);
        const matched = new Set(matches.map(match => match.owner));
        const doubtful = new Set(doubts.flatMap(doubt => doubt.owners));
        for (const position of list.keys()) {
          const places = [
            matched.has(position),
            doubtful.has(position),
            leavers.includes(position),
            unclear.some(one => one.owner === position),
          ];
          expect(places.filter(Boolean)).toHaveLength(1);
        }
        const seen = new Set([...matches, ...doubts].map(({ person }) => person));
        for (const position of people.keys()) expect(withoutLine.includes(position)).toBe(!seen.has(position));
      }),
    );
  });
});
