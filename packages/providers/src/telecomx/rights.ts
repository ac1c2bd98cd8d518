// `GET /auth/validateToken`: the access level of a Telecom X token, and the features of its customer.
import { isRecord, malformedError, type RightsReader, type Settings } from '@linekeeper/core';

/** The path that tells what a token may do. */
export const validateTokenPath = '/auth/validateToken';

/** The access levels, lowest first. */
const levels: readonly unknown[] = ['PERSONAL', 'VIEWER', 'MANAGER', 'OWNER', 'RESELLER', 'RESELLER_ADMIN', 'ADMIN'];

/** What the lists need: `level NAME` of the employee, `feature NAME` of the customer. */
export const requirements = {
  customer: ['level VIEWER'],
  sip: ['level VIEWER', 'feature SIP'],
  mobile: ['level VIEWER', 'feature MVNO'],
  pbx: ['level VIEWER', 'feature PBX'],
} as const;

/** Reads the rights of a token. A level that is not documented, or features that do not come, tell nothing. */
export const rights: RightsReader<Settings> = {
  // The path reads the token from the query alone, where an account that sends it in a header does not want it.
  request: ({ token_in }) => (token_in === 'header' ? undefined : { method: 'GET', path: validateTokenPath, query: { extend: true } }),
  read: body => {
    const { accessLevel, customerFeatures } = isRecord(body) ? body : {};
    if (typeof accessLevel !== 'string') throw malformedError('an object with "accessLevel"');
    const level = levels.indexOf(accessLevel);
    const lacks = (kind: string, name: string) =>
      kind === 'level' ? level >= 0 && level < levels.indexOf(name) : Array.isArray(customerFeatures) && !customerFeatures.includes(name);
    return {
      summary: level < 0 ? 'an access level that is not documented' : `access level ${accessLevel}`,
      findMissing: requirement => {
        const [kind = '', name = ''] = requirement.split(' ');
        if (!lacks(kind, name)) return undefined;
        return kind === 'level' ? `access level ${name}` : `feature ${name}`;
      },
    };
  },
};
