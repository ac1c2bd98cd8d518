// Provider rows that no audit check reports, with every field that the checks need.

/** A registered Telecom X trunk with a number. */
export const trunk = {
  _id: 'T',
  name: 'Trunk',
  active: true,
  status: 'ON',
  numbers: ['+4570305050'],
  usageBlock: false,
  alwaysFailover: false,
  failover: null,
  address: 'AD1',
  voiceUsage: [{ date: '2026-10-01T00:00:00.000Z', secsOutHomeland: 60 }],
};
/** An online Telecom X phone with an owner. */
export const phone = {
  _id: 'P',
  extension: { _id: 'E', number: '200' },
  employee: { _id: 'M', name: 'Mette' },
  ip: { mode: 'LOCKED' },
  online: true,
};
/** A registered CallGear SIP line with an owner. */
export const line = {
  id: 1,
  phone_number: '101',
  type: 'in_out',
  billing_state: 'active',
  physical_state: 'Registered',
  virtual_phone_number: '74955550101',
  status: 'active',
  employee_id: 7,
  employee_full_name: 'Mette',
  ip_addresses: [{ date_time: '2026-10-01 10:00:00', ip: '192.0.2.1' }],
};
/** An active CallGear number with a scenario. */
export const number = {
  id: 2,
  virtual_phone_number: '74955550102',
  status: 'active',
  campaigns: [],
  scenarios: [{ scenario_id: 1, scenario_name: 'x' }],
};
