/** Looks things up for the people of this node: in turn, and only what they read. */

import { setImmediate } from "node:timers";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";

/** Look-ups that this node does at the same time: what is sent meanwhile waits for no more. */
const AT_ONCE = 8;
/** Those of one person among them, over all of their sockets. */
const AT_ONCE_PER_PERSON = 2;
/** Bytes of frames that wait for their turn, of one person. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Answers that one person has not read yet; beyond them nothing more is looked up for them. */
export const MAX_UNREAD_BYTES = 1024 * 1024;

/** Where an answer goes. */
export interface Asker {
  readonly session: { readonly user: UserId };
  readonly isClosed: boolean;
  /** Bytes that were pushed and have not left this machine. */
  readonly unsentBytes: number;
}

interface Waiting {
  asker: Asker;
  bytes: number;
  unread: boolean;
  start: () => void;
  drop: () => void;
}

interface Person {
  waiting: Waiting[];
  waitingBytes: number;
  underWay: number;
  /** Their sockets with answers; they are asked for what they have not read. */
  askers: Set<Asker>;
}

/**
 * Gives look-ups their turn. A look-up costs the archive its reading and this node the memory of
 * its answer until that is read, whatever the request was as large as: so it begins when its person
 * has read what they were answered before, people take turns, and messages, which come by another
 * way, wait for a few look-ups at most.
 */
export class Lookups {
  /** In the order of their turns. */
  readonly #people = new Map<UserId, Person>();
  #underWay = 0;

  /**
   * Resolves as `work` does, once it is its turn.
   *
   * @param bytes of the request.
   * @param options.unread goes on though other answers are not read: the first words to a socket.
   * @throws {AppError} `rate-limited` when too much of this person waits already, `unavailable` when
   * the socket closed before its turn came.
   */
  run<T>(
    asker: Asker,
    bytes: number,
    work: () => Promise<T>,
    { unread = false }: { unread?: boolean } = {},
  ): Promise<T> {
    const { user } = asker.session;
    const person = this.#people.get(user) ??
      { waiting: [], waitingBytes: 0, underWay: 0, askers: new Set() };
    if (person.waitingBytes + bytes > MAX_WAITING_BYTES) {
      const problem = "Too much is asked at once. Wait for the answers.";
      return Promise.reject(new AppError("rate-limited", problem));
    }
    this.#people.set(user, person);
    person.askers.add(asker);
    person.waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      const start = () => void this.#look(user, person, work).then(resolve, reject);
      const drop = () => reject(new AppError("unavailable", "The connection has closed."));
      if (unread) person.waiting.unshift({ asker, bytes, unread, start, drop });
      else person.waiting.push({ asker, bytes, unread, start, drop });
      this.#begin();
    });
  }

  async #look<T>(user: UserId, person: Person, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.#underWay--;
      person.underWay--;
      this.#forgetIdle(user, person);
      // By then the answer is pushed, and counts as unread.
      setImmediate(() => this.#begin());
    }
  }

  /** Bytes have left for one of a person's sockets: there may be room for the next answer. */
  drained(): void {
    this.#begin();
  }

  /** The socket has closed: nothing is looked up for it any more. */
  closed(asker: Asker): void {
    const { user } = asker.session;
    const person = this.#people.get(user);
    if (person === undefined) return;
    person.askers.delete(asker);
    const [gone, left] = [
      person.waiting.filter((one) => one.asker === asker),
      person.waiting.filter((one) => one.asker !== asker),
    ];
    person.waiting = left;
    for (const { bytes, drop } of gone) {
      person.waitingBytes -= bytes;
      drop();
    }
    this.#forgetIdle(user, person);
    this.#begin();
  }

  #begin(): void {
    // Each turn goes through everybody once, from whoever was served the longest time ago.
    for (let began = true; began && this.#underWay < AT_ONCE;) {
      began = false;
      for (const [user, person] of [...this.#people]) {
        if (this.#underWay >= AT_ONCE) return;
        if (!mayBegin(person)) continue;
        const next = person.waiting.shift()!;
        person.waitingBytes -= next.bytes;
        person.underWay++;
        this.#underWay++;
        this.#people.delete(user);
        this.#people.set(user, person);
        began = true;
        next.start();
      }
    }
  }

  #forgetIdle(user: UserId, person: Person): void {
    if (person.underWay === 0 && person.waiting.length === 0 && person.askers.size === 0) {
      this.#people.delete(user);
    }
  }
}

function mayBegin({ waiting, underWay, askers }: Person): boolean {
  if (waiting.length === 0 || underWay >= AT_ONCE_PER_PERSON) return false;
  if (waiting[0]!.unread) return true;
  let unread = 0;
  for (const { unsentBytes } of askers) unread += unsentBytes;
  return unread < MAX_UNREAD_BYTES;
}
