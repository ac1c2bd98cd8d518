// Groups of the user pool, and names of accounts, as the options name them.

/** A group of the user pool, and the names of the accounts that its users see. */
export interface PoolGroup {
  name: string;
  accounts: readonly string[];
}

const accountName = '[a-z0-9-]{1,32}';
/** Names of accounts, with commas. */
export const accountNames = new RegExp(`^${accountName}(,${accountName})*$`);
/** Groups with their accounts, with commas. */
export const groupList = new RegExp(
  `^[\\w-]{1,64}:(\\*|${accountName}(\\+${accountName})*)(,[\\w-]{1,64}:(\\*|${accountName}(\\+${accountName})*))*$`,
);

/** Users without a group see nothing. */
const defaultGroups = 'linekeeper:*';

/** Parses `support:copenhagen+moscow,admins:*`. */
export function parseGroups(text: string = defaultGroups): PoolGroup[] {
  return text.split(',').map(entry => {
    const [name = '', accounts = ''] = entry.split(':');
    return { name, accounts: accounts.split('+') };
  });
}
