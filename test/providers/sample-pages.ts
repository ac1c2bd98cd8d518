// Fields and operators of the CallGear Data API as its documentation lists them, independently of the product.
/** The types of fields. */
export type FieldType = 'number' | 'string' | 'enum' | 'date' | 'list';

/** A field that may be filtered; `sort` if it may be sorted. */
export interface DocumentedField {
  type: FieldType;
  sort?: true;
  /** Announced to be removed: it may be filtered, but has no shortcut. */
  deprecated?: true;
}

/** The fields that may be filtered, by operation. */
export const filterableFields: Record<string, Record<string, DocumentedField>> = {
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
    login: { type: 'string', sort: true },
    first_name: { type: 'string', sort: true },
    last_name: { type: 'string', sort: true },
    full_name: { type: 'string', sort: true },
    status: { type: 'string', deprecated: true },
    calls_available: { type: 'string', sort: true, deprecated: true },
    status_id: { type: 'number' },
    email: { type: 'string' },
    call_recording: { type: 'enum' },
    schedule_id: { type: 'number' },
    schedule_name: { type: 'string' },
    coach: { type: 'list' },
    allowed_in_call_types: { type: 'list' },
    allowed_out_call_types: { type: 'list' },
    in_external_allowed_call_directions: { type: 'list' },
    in_internal_allowed_call_directions: { type: 'list' },
    out_external_allowed_call_directions: { type: 'list' },
    out_internal_allowed_call_directions: { type: 'list' },
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

/** The fields that may not be filtered, by operation. */
export const unfilterableFields: Record<string, readonly string[]> = {
  callgear_list_sip_lines: ['channels_count', 'dial_time', 'virtual_phone_usage_rule', 'password'],
  callgear_list_virtual_numbers: [],
  callgear_list_employees: ['patronymic', 'operator'],
  callgear_list_customer_users: [],
};

/** The operators of each type. */
export const documentedOperators: Record<FieldType, readonly string[]> = {
  number: ['=', '!=', '<', '>', '<=', '>=', 'in'],
  string: ['=', '!=', 'like', 'regexp', 'in'],
  enum: ['=', '!=', 'in'],
  date: ['=', '!=', '<', '>', '<=', '>='],
  list: ['jsquery'],
};

/** Every operator. */
export const allOperators = [...new Set(Object.values(documentedOperators).flat())];
