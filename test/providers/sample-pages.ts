// What the pages of the CallGear Data API say of fields and operators, written down a second time.
export type Type = 'number' | 'string' | 'enum' | 'date' | 'list';

export interface Column {
  type: Type;
  sort?: true;
}

/** Fields that may be filtered. */
export const filterable: Record<string, Record<string, Column>> = {
  callgear_list_sip_lines: {
    id: { type: 'number' },
    phone_number: { type: 'string' },
    type: { type: 'enum', sort: true },
    billing_state: { type: 'enum', sort: true },
    physical_state: { type: 'enum', sort: true },
    virtual_phone_number: { type: 'string', sort: true },
    status: { type: 'enum', sort: true },
    employee_id: { type: 'number', sort: true },
    employee_full_name: { type: 'string' },
    ip_addresses: { type: 'list' },
  },
  callgear_list_virtual_numbers: {
    id: { type: 'number' },
    virtual_phone_number: { type: 'string' },
    redirection_phone_number: { type: 'string' },
    activation_date: { type: 'date' },
    status: { type: 'enum', sort: true },
    category: { type: 'enum', sort: true },
    type: { type: 'enum', sort: true },
    campaigns: { type: 'list' },
    scenarios: { type: 'list' },
    name: { type: 'string', sort: true },
    comment: { type: 'string', sort: true },
    child_customer_id: { type: 'number', sort: true },
  },
  callgear_list_employees: {
    id: { type: 'number' },
    full_name: { type: 'string', sort: true },
    status_id: { type: 'number' },
    email: { type: 'string' },
    phone_numbers: { type: 'list' },
    extension: { type: 'list' },
    groups: { type: 'list' },
  },
  callgear_list_customer_users: {
    id: { type: 'number', sort: true },
    login: { type: 'string', sort: true },
    name: { type: 'string', sort: true },
    description: { type: 'string' },
    customer_id: { type: 'number', sort: true },
  },
};

/** Fields that are there and may not be filtered. */
export const prohibited: Record<string, readonly string[]> = {
  callgear_list_sip_lines: ['channels_count', 'dial_time', 'virtual_phone_usage_rule', 'password'],
  callgear_list_virtual_numbers: [],
  callgear_list_employees: [],
  callgear_list_customer_users: [],
};

export const operators: Record<Type, readonly string[]> = {
  number: ['=', '!=', '<', '>', '<=', '>=', 'in'],
  string: ['=', '!=', 'like', 'regexp', 'in'],
  enum: ['=', '!=', 'in'],
  date: ['=', '!=', '<', '>', '<=', '>='],
  list: ['jsquery'],
};

export const everyOperator = [...new Set(Object.values(operators).flat())];
