// Nordlys Logistics: a fictional company with an office at each of the three providers.
import { type Copenhagen, copenhagen } from './copenhagen.ts';
import { type Known, known } from './expected-findings.ts';
import { type Kazan, kazan } from './kazan.ts';
import { type Moscow, moscow } from './moscow.ts';
import { type Person, people } from './people.ts';

export interface Company {
  name: string;
  /** The day that the data is of. */
  today: string;
  people: Person[];
  copenhagen: Copenhagen;
  moscow: Moscow;
  kazan: Kazan;
  known: Known[];
}

/** A fresh copy; the same one every time. */
export function buildCompany(): Company {
  const all = people();
  const at = (office: Person['office']): string[] => all.filter(person => person.office === office).map(person => person.name);
  return {
    name: 'Nordlys Logistics',
    today: '2026-11-01',
    people: all,
    copenhagen: copenhagen(at('copenhagen')),
    moscow: moscow(at('moscow')),
    kazan: kazan(at('kazan')),
    known: known(),
  };
}
