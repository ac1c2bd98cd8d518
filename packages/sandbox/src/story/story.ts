// A week of Nordlys Logistics, from Monday 26 October to Sunday 1 November 2026: what happens to its lines, step by step.
import { buildCompany, type Company } from '../company/company.ts';
import type { SipLine } from '../company/moscow-lines.ts';
import type { Fault } from '../faults.ts';

/** What a step may change. */
interface StoryStage {
  company: Company;
  addFault(fault: Fault): void;
  clearFaults(): void;
}

/** One event of the week. */
export interface StoryStep {
  /** ISO 8601, UTC. */
  at: string;
  /** What happens, for people. */
  title: string;
  play(stage: StoryStage): void;
}

/** A week: the company as it is on Monday morning, and what happens then. Its end is the company of the sandbox. */
export interface Story {
  /** ISO 8601, UTC. */
  begin: string;
  company: Company;
  steps: readonly StoryStep[];
}

/** A fault that lasts until it is cleared. */
const always = Number.MAX_SAFE_INTEGER;

/** Finds the row that a step is about. The data of the company is fixed. */
function at<Row>(rows: readonly Row[], index: number): Row {
  const row = rows[index];
  if (row === undefined) throw new RangeError(`the company has no row ${index}`);
  return row;
}

const moscowLine = ({ moscow }: Company, number: number): SipLine => at(moscow.sipLines, number - 1);
const primaryTrunk = ({ copenhagen }: Company) => at(copenhagen.trunks, 1);
const warehouseTrunk = ({ copenhagen }: Company) => at(copenhagen.trunks, 2);
const customerServicePhone = ({ copenhagen }: Company) => at(copenhagen.phones, 9);
const passageDesk = ({ kazan }: Company) => at(kazan.sips, 6);

function setRegistration(line: SipLine, base: SipLine, isRegistered: boolean): void {
  line.physical_state = isRegistered ? base.physical_state : 'Not registered';
  line.ip_addresses = isRegistered ? structuredClone(base.ip_addresses) : [];
}

const setMoscowOnline = (isOnline: boolean) => {
  const base = buildCompany();
  return ({ company }: StoryStage) => {
    for (const [index, line] of company.moscow.sipLines.entries()) setRegistration(line, at(base.moscow.sipLines, index), isOnline);
  };
};

const setWarehouse =
  (status: 'ON' | 'OFF') =>
  ({ company }: StoryStage): void => {
    warehouseTrunk(company).status = status;
  };

/** The lines as they are on Monday morning. */
function rewind(company: Company): Company {
  const [firstEmployee] = company.copenhagen.phones;
  const line = moscowLine(company, 3);
  line.physical_state = 'Registered';
  line.ip_addresses = [{ date_time: '2026-10-04 07:21:38', ip: '192.0.2.20' }];
  Object.assign(moscowLine(company, 39), { employee_id: 70_025, employee_full_name: 'Крылов Виктор Андреевич' });
  primaryTrunk(company).numbers = primaryTrunk(company).numbers.filter(number => number !== '+4570305117');
  warehouseTrunk(company).status = 'ON';
  customerServicePhone(company).employee = { _id: firstEmployee?.employee?._id.replace(/1$/, '2') ?? '', name: 'Lars Hansen' };
  company.copenhagen.phones.pop();
  passageDesk(company).cli = '79005550108';
  return company;
}

/** Creates the week anew, with a company of its own. */
export function createStory(): Story {
  const base = buildCompany();
  const flaps = ['13:00', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00'].map(
    (time, index): StoryStep => ({
      at: `2026-10-31T${time}:00Z`,
      title: `The router in Kastrup ${index % 2 === 0 ? 'loses' : 'finds'} its provider`,
      play: setWarehouse(index % 2 === 0 ? 'OFF' : 'ON'),
    }),
  );
  return {
    begin: '2026-10-26T08:00:00Z',
    company: rewind(buildCompany()),
    steps: [
      {
        at: '2026-10-26T12:00:00Z',
        title: 'A spare phone comes into the cupboard',
        play: ({ company }) =>
          void company.copenhagen.phones.push(structuredClone(at(base.copenhagen.phones, base.copenhagen.phones.length - 1))),
      },
      {
        at: '2026-10-27T11:30:00Z',
        title: "Anna Petrova's phone in Moscow goes down, and stays down",
        play: ({ company }) => setRegistration(moscowLine(company, 3), moscowLine(base, 3), true),
      },
      {
        at: '2026-10-28T09:00:00Z',
        title: 'A number of the closed office moves to the primary trunk',
        play: ({ company }) => {
          primaryTrunk(company).numbers = [...primaryTrunk(base).numbers];
        },
      },
      { at: '2026-10-28T13:00:00Z', title: 'Moscow goes down', play: setMoscowOnline(false) },
      { at: '2026-10-28T13:45:00Z', title: 'Moscow comes back', play: setMoscowOnline(true) },
      {
        at: '2026-10-29T10:00:00Z',
        title: 'Ida Møller gets a phone of Lars Hansen',
        play: ({ company }) => {
          customerServicePhone(company).employee = structuredClone(customerServicePhone(base).employee);
        },
      },
      {
        at: '2026-10-29T14:00:00Z',
        title: 'MTS Exolve refuses our address for an hour',
        play: ({ addFault }) => addFault({ kind: 'ip_denied', provider: 'exolve', times: always }),
      },
      {
        at: '2026-10-29T14:30:00Z',
        title: 'A desk in Kazan loses its caller id meanwhile',
        play: ({ company }) => {
          passageDesk(company).cli = passageDesk(base).cli;
        },
      },
      { at: '2026-10-29T15:00:00Z', title: 'MTS Exolve answers again', play: ({ clearFaults }) => clearFaults() },
      {
        at: '2026-10-30T16:00:00Z',
        title: 'Viktor Krylov leaves the company',
        play: ({ company }) => {
          Object.assign(moscowLine(company, 39), { employee_id: null, employee_full_name: null });
        },
      },
      ...flaps,
      { at: '2026-10-31T21:00:00Z', title: 'The router in Kastrup loses its provider for good', play: setWarehouse('OFF') },
    ],
  };
}
