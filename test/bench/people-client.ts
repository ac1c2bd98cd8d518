// Compares `argv[2]` generated people with as many lines once, and prints time and memory.
import type { Line } from '@linekeeper/core';
import { matchPeople } from '../../packages/questions/src/people/match-people.ts';
import { collectOwners } from '../../packages/questions/src/people/owners.ts';

const count = Number(process.argv[2]);

let seed = 19;
/** A linear congruential generator, so that every run has the same names. */
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
const danishSyllables = 'ba ko ri ste mun dal vig tor lin ner sko hol gren fas mik jul pet ran'.split(' ');
const russianSyllables = 'ба ко ри му да ви то ли не ска ло ме гу за'.split(' ');
const capitalize = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;
const combine = (syllables: readonly string[]) => capitalize(pick(syllables) + pick(syllables) + pick(syllables));
const danishNames = 'Lars Peter Jens Niels Hans Anne Mette Kirsten Søren Camilla Louise Ida Freja Emil Oluf Rasmus Signe Tove'.split(' ');
const commonNames = 'Hansen Jensen Sørensen Nielsen Møller Østergaard Kjær Holm Dahl'.split(' ');
const russianNames = 'Алексей Дмитрий Павел Кирилл Сергей Юрий'.split(' ');
const patronymics = 'Викторович Сергеевич Олегович Андреевич'.split(' ');

const createName = (index: number): string =>
  index % 2 === 0
    ? `${pick(danishNames)} ${random() < 0.4 ? `${combine(danishSyllables)} ` : ''}${random() < 0.3 ? pick(commonNames) : `${combine(danishSyllables)}sen`}`
    : `${combine(russianSyllables)}ов ${pick(russianNames)} ${pick(patronymics)}`;

/** The name of the same person at a provider: as it is, in another order, by initials; or that of a person who is not in the list. */
function createOwner(name: string, index: number): string {
  if (index % 10 === 0) return createName(index);
  const [first = '', ...others] = name.split(' ');
  if (index % 7 === 0) return [...others, first].join(' ');
  return index % 50 === 1 ? [first, ...others.map(word => `${word[0]}.`)].join(' ') : name;
}

const people = Array.from({ length: count }, (_, index) => ({ name: createName(index) }));
const lines = people.map(
  ({ name }, index): Line => ({
    account: `account-${index % 3}`,
    provider: 'callgear',
    kind: 'sip_line',
    id: String(index),
    owner: createOwner(name, index),
    owner_id: String(index),
    status: 'up',
  }),
);
const startedAt = performance.now();
const { leavers, matches } = matchPeople(people, collectOwners(lines, new Map()));
const ms = performance.now() - startedAt;
process.stdout.write(JSON.stringify({ ms, mib: process.memoryUsage().rss / 2 ** 20, leavers: leavers.length, matches: matches.length }));
