// The tools of the first version: hosts, scripts and people name them.

/** The lists. */
export const firstLists = [
  'callgear_list_sip_lines',
  'callgear_list_virtual_numbers',
  'callgear_list_employees',
  'callgear_list_customer_users',
  'telecomx_list_sip_accounts',
  'telecomx_list_sip_phones',
  'exolve_list_sip_ids',
  'exolve_list_numbers',
];

/** The questions. */
export const firstQuestions = ['list_lines', 'find_number', 'audit_lines', 'summarize_lines', 'list_accounts'];
