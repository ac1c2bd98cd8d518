// A list of numbers in one typed array.

const initialCapacity = 16;

type Values = Float64Array | Uint32Array;

/** Numbers in the order in which they were added. */
export class NumberList {
  length = 0;
  #values: Values;
  readonly #createValues: new (
    size: number,
  ) => Values;

  /** `createValues`: `Uint32Array` for integers of 32 bits, `Float64Array` for others. */
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

  /** Returns the number with this index. Throws `RangeError` for another one. */
  get(index: number): number {
    const value = index < this.length ? this.#values[index] : undefined;
    if (value === undefined) throw new RangeError(`Unknown index ${index}`);
    return value;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.length; index++) yield this.get(index);
  }
}
