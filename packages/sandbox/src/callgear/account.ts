// `getobj.account`: the account, its components and the rights of its user, as the page describes them.
import type { MoscowOffice } from '../company/moscow.ts';
import type { JsonObject } from '../json.ts';
import type { ApiClient } from './auth.ts';
import { rejectUnknownKeys } from './errors.ts';

const components = ['operation', 'dialing', 'ext_dialing', 'extended_report', 'va', 'call_tracking'];

/** What the user may view; nothing may be changed. */
const units = ['tag_management', 'call_recordings', 'va', 'number_management', 'employees', 'account_access'];

/** The data of a response. Throws a CallGearError for an unknown parameter. */
export function getAccount(
  { account, users: [user] }: MoscowOffice,
  { isPartner }: ApiClient,
  params: Record<string, unknown>,
): JsonObject {
  rejectUnknownKeys(params, ['access_token', 'user_id']);
  return {
    lang: 'ru',
    tp_id: 406,
    app_id: account.app_id,
    project: 'uis',
    tp_name: 'Enterprise',
    user_id: user?.id ?? 0,
    app_name: account.name,
    crm_type: null,
    timezone: account.timezone,
    app_state: 'active',
    user_name: user?.name ?? '',
    user_type: 'admin',
    user_login: user?.login ?? '',
    customer_id: user?.customer_id ?? 0,
    components,
    permissions: units.map(unit_id => ({ unit_id, is_delete: false, is_insert: false, is_select: true, is_update: false })),
    is_agent_app: false,
    is_bi_available: false,
    report_currency: 'RUB',
    is_agent: isPartner,
    agent_type: isPartner ? 'agent' : null,
  };
}
