// A growing array of integers: one typed array, which is replaced by a larger one.

const initialCapacity = 16;

type Values = Float64Array | Uint32Array;

/** Integers in the order in which they were added. */
export class IntegerArray {
  length = 0;
  #values: Values;
  readonly #createValues: new (
    size: number,
  ) => Values;

  /** `createValues`: `Uint32Array` for those of 32 bits, `Float64Array` for others. */
  constructor(createValues: new (size: number) => Values) {
    this.#createValues = createValues;
    this.#values = new createValues(initialCapacity);
  }

  add(value: number): void {
    if (this.length === this.#values.length) {
      const values = new this.#createValues(2 * this.length);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[this.length++] = value;
  }

  /** Returns the integer with this index. Throws `RangeError` for another one. */
  get(index: number): number {
    const value = index < this.length ? this.#values[index] : undefined;
    if (value === undefined) throw new RangeError(`Unknown index ${index}`);
    return value;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.length; index++) yield this.get(index);
  }
}
