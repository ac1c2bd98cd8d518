// Generated inventories in the response formats of the providers.

const createRow = {
  sip_lines: (index: number) => ({
    id: index,
    phone_number: String(1_000_000 + index),
    type: 'in_out',
    billing_state: index % 50 === 0 ? 'limit_lock' : 'active',
    physical_state: index % 20 === 0 ? 'Not registered' : 'Registered',
    virtual_phone_number: String(74_950_000_000 + index),
    status: 'active',
    employee_id: index % 30 === 0 ? null : index,
    employee_full_name: `Person ${index}`,
    ip_addresses: [{ date_time: '2026-01-01 10:00:00', ip: '192.0.2.10' }],
  }),
  virtual_numbers: (index: number) => ({
    id: index,
    virtual_phone_number: String(74_950_000_000 + index),
    status: 'active',
    type: 'va',
    category: 'usual',
    campaigns: [],
    scenarios: [{ scenario_id: 1, scenario_name: 'Main' }],
  }),
  sipAccounts: (index: number) => ({
    _id: toId('d', index),
    active: true,
    name: `Trunk ${index}`,
    numbers: [`+45700${String(index).padStart(5, '0')}`],
    status: 'ON',
    connection: 'IP',
    usageBlock: false,
    alwaysFailover: false,
    voiceUsage: [{ date: '2026-01-01', secsOutHomeland: index % 40 }],
    defaultNumber: '+4570305050',
  }),
  sipPhones: (index: number) => ({
    _id: toId('a', index),
    macAddress: `0004130${String(index).padStart(5, '0')}`,
    sipPhoneModel: { brand: 'SNOM', model: 'D785' },
    extension: { _id: toId('b', index), number: String(index), direct: `+45710${String(index).padStart(5, '0')}` },
    employee: { _id: toId('c', index), name: `Person ${index}` },
    ip: { mode: 'LOCKED', address: '192.0.2.10' },
    online: index % 25 !== 0,
  }),
  sips: (index: number) => ({
    sip_name: `Sip ${index}`,
    sip_resource_id: String(index),
    user_name: `883140${index}`,
    create_date: '2026-01-01T00:00:00Z',
    cli: String(79_000_000_000 + index),
    subscription_fee: 59.5,
  }),
  numbers: (index: number) => ({
    number_name: String(79_000_000_000 + index),
    type_name: 'DEF',
    application_name: 'Main',
    application_uuid: 'fake',
    create_date: '2026-01-01T00:00:00Z',
    subscription_fee: 120,
  }),
};

/** Ids are unique among all objects of a provider. */
const toId = (list: string, index: number) => list + index.toString(16).padStart(23, '0');

/** The lists that can be generated. */
export type ListName = keyof typeof createRow;

/** Creates one page of a list with `size` rows. */
export function createPage(list: ListName, size: number, offset: number, limit: number): unknown[] {
  return Array.from({ length: Math.max(0, Math.min(limit, size - offset)) }, (_, index) => createRow[list](offset + index + 1));
}

/** What a list request of CallGear or Exolve has in its body. */
export interface ListRequest {
  method?: string;
  params?: { offset: number; limit: number; filter?: unknown };
  offset?: number;
  limit?: number;
  search_filter?: string;
  application_uuid?: string;
}

/** Creates the response body to a list request of any of the three providers; each list has `size` rows. */
export function createResponse(path: string, query: URLSearchParams, body: ListRequest, size: number): unknown {
  const offset = body.params?.offset ?? body.offset ?? Number(query.get('offset'));
  const limit = body.params?.limit ?? body.limit ?? Number(query.get('limit'));
  // A filtered list has a single row: the benchmark measures the requests, not the rows.
  const found = body.params?.filter !== undefined || body.search_filter !== undefined || query.has('filter') ? 1 : size;
  if (body.method !== undefined) {
    const list = body.method === 'get.sip_lines' ? 'sip_lines' : 'virtual_numbers';
    return { jsonrpc: '2.0', id: 1, result: { metadata: { total_items: found }, data: createPage(list, found, offset, limit) } };
  }
  if (path.endsWith('/sip')) return { offset, limit, total: found, sipAccounts: createPage('sipAccounts', found, offset, limit) };
  if (path.endsWith('/pbx/sipphone')) return { offset, limit, total: found, sipPhones: createPage('sipPhones', found, offset, limit) };
  return path.endsWith('/GetSIPList')
    ? { sips: createPage('sips', found, offset, limit) }
    : { numbers: createPage('numbers', found, offset, limit), total: found };
}
