// What the arguments of an operation say about a field, for noticing filters that the provider ignored.
import type { ValueTest } from '../text/value-tests.ts';
import type { Scalar } from './fields.ts';

/** A field that an operation's arguments filter or sort by. */
export interface FieldFilter {
  /** The name of the field. */
  field: string;
  /** The values of which a row must have one, as the provider returns them, with '' for no value; undefined if other rows can match. */
  values?: readonly Scalar[];
  /** Tests instead of `values` whether a row can match by the text of the field; '' for no value. Fails only what the provider cannot have meant. */
  accepts?: ValueTest;
}
