// Responses of the three providers about one number that every account has, with what its calls pass: a group of `size` people at two of them.
import type { ListRequest } from './inventory.ts';

/** The number, which is looked for. */
export const routedNumber = '+4570305050';

const digits = routedNumber.slice(1);
const toId = (index: number) => index.toString(16).padStart(24, '0');
const groupId = toId(9_000_000);

/** Creates the response body to a list request of any of the three providers. */
export function createRouteResponse(path: string, query: URLSearchParams, body: ListRequest, size: number): unknown {
  const people = Array.from({ length: size }, (_, index) => index + 1);
  const offset = body.params?.offset ?? body.offset ?? Number(query.get('offset'));
  const limit = body.params?.limit ?? body.limit ?? Number(query.get('limit'));
  const toPage = (rows: unknown[]) => ({ rows: rows.slice(offset, offset + limit), total: rows.length });
  if (body.method !== undefined) {
    const isFiltered = body.params?.filter !== undefined;
    const { rows: data, total } = toPage(createCallgearRows(body.method, isFiltered ? [] : people));
    return { jsonrpc: '2.0', id: 1, result: { metadata: { total_items: total }, data } };
  }
  if (path.endsWith('/GetList')) return createExolveNumbers(body.application_uuid !== undefined);
  if (path.endsWith('/GetSIPList')) return { sips: [] };
  const { rows, total } = toPage(createTelecomxRows(path, query.has('filter') ? [] : people));
  return { offset, limit, total, [rowKeys[lastSegment(path)] ?? '']: rows };
}

function createCallgearRows(method: string, people: readonly number[]): unknown[] {
  switch (method) {
    case 'get.virtual_numbers':
      return [
        { id: 1, virtual_phone_number: digits, status: 'active', type: 'va', scenarios: [{ scenario_id: 1, scenario_name: 'Main' }] },
      ];
    case 'get.scenarios':
      return [{ id: 1, name: 'Main', virtual_phone_numbers: [digits], operations: [{ id: 1, name: 'Support' }] }];
    case 'get.group_employees':
      return [{ id: 1, name: 'Support', members: people.map(id => ({ employee_id: id })), phone_numbers: [] }];
    case 'get.employees':
      return people.map(id => ({ id, full_name: `Person ${id}`, groups: [{ group_id: 1, group_name: 'Support' }] }));
    default:
      return people.map(id => ({
        id,
        phone_number: String(1_000_000 + id),
        physical_state: 'Registered',
        status: 'active',
        billing_state: 'active',
        employee_id: id,
        employee_full_name: `Person ${id}`,
      }));
  }
}

const createExolveNumbers = (hasRouting: boolean) => ({
  numbers: [
    {
      number_name: digits,
      type_name: 'DEF',
      application_uuid: 'fake',
      ...(hasRouting && {
        call_forwarding_flag: true,
        call_forwarding_type: 1,
        call_forwarding_number: [{ redirect_number: '79000000001' }],
      }),
    },
  ],
  total: 1,
});

/** The name of a list in its response, by the last segment of its path. */
const rowKeys: Readonly<Record<string, string>> = {
  number: 'numbers',
  sip: 'sipAccounts',
  sipphone: 'sipPhones',
  mvno: 'mvnoAccounts',
  extension: 'extensions',
  trunk: 'trunks',
  dialplan: 'dialplanItems',
  porting: 'portings',
};

const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function createTelecomxRows(path: string, people: readonly number[]): unknown[] {
  switch (lastSegment(path)) {
    case 'number':
      return [{ _id: routedNumber, state: 'IN_USE', type: 'FIXED', voiceAccount: toId(1) }];
    case 'sip':
      return [{ _id: toId(1), active: true, name: 'Main', numbers: [routedNumber], status: 'ON', connection: 'PBX' }];
    case 'trunk':
      return [{ _id: toId(2), type: 'TRUNK', name: 'Main', numbers: [routedNumber], goto: groupId }];
    case 'dialplan':
      return [{ _id: groupId, type: 'GROUP', name: 'Support', members: people.map(toPersonId) }];
    case 'extension':
      return people.map(index => ({ _id: toPersonId(index), number: String(index), name: `Person ${index}` }));
    case 'sipphone':
      return people.map(index => ({
        _id: toId(2_000_000 + index),
        macAddress: `0004130${String(index).padStart(5, '0')}`,
        extension: { _id: toPersonId(index), number: String(index) },
        online: true,
      }));
    default:
      return [];
  }
}

const toPersonId = (index: number) => toId(1_000_000 + index);
