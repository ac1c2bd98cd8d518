// `getobj.account`: the rights and components of a CallGear account, and the currency of its fees. Page: "Permissions and Components".
import { getText, isRecord, malformedError, type RightsReader, type Settings } from '@linekeeper/core';
import { createRpcRequest } from './json-rpc.ts';

/** What the lists need: `component NAME` of the plan, `permission NAME` of the user. */
export const requirements = {
  pbx: ['component va', 'permission va'],
  numbers: ['permission number_management'],
  employees: ['permission employees'],
} as const;

/** Reads the rights of an account. A list of rights that does not come tells nothing. */
export const rights: RightsReader<Settings> = {
  request: ({ user_id }) => createRpcRequest('getobj.account', user_id === undefined ? {} : { user_id }),
  read: body => {
    const data = isRecord(body) && isRecord(body.result) ? body.result.data : undefined;
    if (!isRecord(data)) throw malformedError('an object');
    const { components, permissions, report_currency, user_type } = data;
    const readable = Array.isArray(permissions)
      ? permissions.filter(isRecord).flatMap(({ unit_id, is_select }) => (is_select === true ? [unit_id] : []))
      : undefined;
    const holders: Readonly<Record<string, readonly unknown[] | undefined>> = {
      component: Array.isArray(components) ? components : undefined,
      permission: readable,
    };
    const userType = getText({ user_type: typeof user_type === 'string' ? user_type : '' }, 'user_type');
    return {
      summary: userType ? `user type ${userType}` : 'rights of the user',
      currency: typeof report_currency === 'string' && /^[A-Z]{3}$/.test(report_currency) ? report_currency : undefined,
      findMissing: requirement => {
        const [kind = '', name = ''] = requirement.split(' ');
        return (holders[kind]?.includes(name) ?? true) ? undefined : `${kind} "${name}"${kind === 'permission' ? ' (view)' : ''}`;
      },
    };
  },
};
