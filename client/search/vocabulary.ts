/** The words of the search index, and where each of them stands. */

/** New words wait unsorted up to this many; a query looks at each of them. */
const MOST_UNSORTED = 2048;
const FIRST_PLACES = 4096;

/** Which slots each word stands in, and all words that begin alike. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** By word: the newest of its places, plus one; 0 for none. */
  #heads = new Uint32Array(1024);
  /** By place: a slot, and the word's place before, plus one. */
  #slots = new Uint32Array(FIRST_PLACES);
  #before = new Uint32Array(FIRST_PLACES);
  #places = 0;
  #sorted: string[] = [];
  #unsorted: string[] = [];

  /** `word` stands in `slot`. Slots come in rising order, so that one is not noted twice. */
  add(word: string, slot: number): void {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(word, number);
      this.#unsorted.push(word);
      if (number === this.#heads.length) this.#heads = doubled(this.#heads);
    }
    const head = this.#heads[number]!;
    if (head !== 0 && this.#slots[head - 1] === slot) return;
    if (this.#places === this.#slots.length) {
      this.#slots = doubled(this.#slots);
      this.#before = doubled(this.#before);
    }
    this.#slots[this.#places] = slot;
    this.#before[this.#places] = head;
    this.#heads[number] = ++this.#places;
  }

  /** Sorts new words in once they are many, so that no query has to wait for it. */
  settle(): void {
    if (this.#unsorted.length <= MOST_UNSORTED) return;
    this.#sorted = this.#sorted.concat(this.#unsorted).sort();
    this.#unsorted = [];
  }

  /** Puts a one at each slot of `into` that holds a word beginning with `prefix`. */
  mark(prefix: string, into: Uint8Array): void {
    this.settle();
    for (let at = this.#firstFrom(prefix); at < this.#sorted.length; at++) {
      const word = this.#sorted[at]!;
      if (!word.startsWith(prefix)) break;
      this.#markWord(word, into);
    }
    for (const word of this.#unsorted) {
      if (word.startsWith(prefix)) this.#markWord(word, into);
    }
  }

  #markWord(word: string, into: Uint8Array): void {
    let place = this.#heads[this.#numbers.get(word)!]!;
    while (place !== 0) {
      into[this.#slots[place - 1]!] = 1;
      place = this.#before[place - 1]!;
    }
  }

  /** Where the words begin that are not less than `prefix`. */
  #firstFrom(prefix: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function doubled(old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const bigger = new Uint32Array(old.length * 2);
  bigger.set(old);
  return bigger;
}
