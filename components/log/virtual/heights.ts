/**
 * Heights of a row of rows, in pixels, whose sums are asked for often and whose single values
 * change often: a Fenwick tree, so that each question and each change takes log n steps.
 */
export class Heights {
  readonly #values: Float64Array;
  /** `#sums[i]` is the sum of the values that end at `i` and span its lowest set bit. */
  readonly #sums: Float64Array;

  constructor(values: ArrayLike<number>) {
    const count = values.length;
    this.#values = Float64Array.from(values);
    this.#sums = new Float64Array(count + 1);
    for (let i = 1; i <= count; i++) {
      this.#sums[i]! += this.#values[i - 1]!;
      const parent = i + (i & -i);
      if (parent <= count) this.#sums[parent]! += this.#sums[i]!;
    }
  }

  get count(): number {
    return this.#values.length;
  }

  get total(): number {
    return this.offset(this.count);
  }

  height(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** Where row `index` begins: the heights of all rows before it. */
  offset(index: number): number {
    let sum = 0;
    for (let i = Math.min(index, this.count); i > 0; i -= i & -i) sum += this.#sums[i]!;
    return sum;
  }

  set(index: number, height: number): void {
    const change = height - this.#values[index]!;
    if (change === 0) return;
    this.#values[index] = height;
    for (let i = index + 1; i <= this.count; i += i & -i) this.#sums[i]! += change;
  }

  /** The row that covers `offset`; the first or the last where it lies outside. -1 without rows. */
  indexAt(offset: number): number {
    let index = 0;
    let left = offset;
    for (let step = 1 << 31 - Math.clz32(this.count || 1); step > 0; step >>= 1) {
      const next = index + step;
      if (next <= this.count && this.#sums[next]! <= left) {
        index = next;
        left -= this.#sums[next]!;
      }
    }
    return Math.min(index, this.count - 1);
  }
}
