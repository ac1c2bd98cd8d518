// The last values that were unpacked: a line that has a thousand numbers is needed for each of them.

/** Each place is for the records whose index has the same remainder. */
const maxValues = 64;

/** Values by the index of their record. */
export class RecentValues<Value> {
  readonly #indexes = new Int32Array(maxValues).fill(-1);
  readonly #values: (Value | undefined)[] = new Array(maxValues).fill(undefined);

  /** Returns the value of a record, by `unpack` if it is not one of the last ones. */
  get(index: number, unpack: (index: number) => Value): Value {
    const place = index % maxValues;
    const known = this.#indexes[place] === index ? this.#values[place] : undefined;
    if (known !== undefined) return known;
    const value = unpack(index);
    this.#indexes[place] = index;
    this.#values[place] = value;
    return value;
  }
}
