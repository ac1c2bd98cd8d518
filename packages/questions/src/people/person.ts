// The two sides that are compared: a person of the list, and an owner of lines.

/** A person of the list. */
export interface Person {
  name: string;
  email?: string | undefined;
  id?: string | undefined;
  department?: string | undefined;
}

/** An owner of lines in one account. */
export interface Owner {
  account: string;
  name?: string | undefined;
  /** Unique within the account's provider. */
  id?: string | undefined;
  email?: string | undefined;
  /** True for the name of a line whose list reports no owner: it may name a person, a place or a device. */
  isLineName?: boolean;
}
