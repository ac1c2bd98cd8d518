// Nordlys Logistics: an invented company with one office at each of the three providers.
import { buildCopenhagenOffice, type CopenhagenOffice } from './copenhagen.ts';
import { buildExpectedFindings, type ExpectedFinding } from './expected-findings.ts';
import { buildKazanOffice, type KazanOffice } from './kazan.ts';
import { buildMoscowOffice, type MoscowOffice } from './moscow.ts';
import { buildPeople, type Person } from './people.ts';
import { replaceHostileText } from './plain-text.ts';

/** The company's data at all three providers, and what an audit must find in it. */
export interface Company {
  name: string;
  /** The date of the data, `YYYY-MM-DD`. */
  date: string;
  people: Person[];
  copenhagen: CopenhagenOffice;
  moscow: MoscowOffice;
  kazan: KazanOffice;
  expectedFindings: ExpectedFinding[];
}

/** Builds a new copy; the data is the same every time. Without `hostileText`, ordinary text stands in place of the injection payloads. */
export function buildCompany({ hostileText = true }: { hostileText?: boolean } = {}): Company {
  const company = buildHostileCompany();
  return hostileText ? company : replaceHostileText(company);
}

function buildHostileCompany(): Company {
  const people = buildPeople();
  const peopleAt = (office: Person['office']) => people.filter(person => person.office === office);
  const namesAt = (office: Person['office']): string[] => peopleAt(office).map(person => person.name);
  return {
    name: 'Nordlys Logistics',
    date: '2026-11-01',
    people,
    copenhagen: buildCopenhagenOffice(peopleAt('copenhagen')),
    moscow: buildMoscowOffice(namesAt('moscow')),
    kazan: buildKazanOffice(namesAt('kazan')),
    expectedFindings: buildExpectedFindings(),
  };
}
