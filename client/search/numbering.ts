/** Small numbers for names that stand many times. */
export class Numbering<Name extends string> {
  readonly #numbers = new Map<Name, number>();
  readonly #names: Name[] = [];

  /** The number of `name`, given at first use. */
  numberOf(name: Name): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  find(name: Name): number | undefined {
    return this.#numbers.get(name);
  }

  nameOf(number: number): Name {
    return this.#names[number]!;
  }

  /** In order of their numbers. */
  names(): Name[] {
    return this.#names;
  }
}
