/** Looks things up for the people of this node: in turn, and only what they read. */

import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";

/** Look-ups that this node does at the same time: what is sent meanwhile waits for no more. */
const AT_ONCE = 8;
/** Those of one person among them, over all of their sockets. */
const AT_ONCE_PER_PERSON = 2;
/** Bytes of frames that wait for their turn, of one socket. */
const MAX_WAITING_BYTES = 512 * 1024;
/** Answers that one person has not read yet, over all of their sockets. */
export const MAX_UNREAD_BYTES = 1024 * 1024;
/** Of a socket that has left less than this unread it is taken that it reads. */
export const READ_BYTES = 64 * 1024;

/** Where an answer goes. */
export interface Asker {
  readonly session: { readonly user: UserId };
  readonly isClosed: boolean;
  /** Bytes that were pushed and have not left this machine. */
  readonly unsentBytes: number;
}

interface Waiting {
  bytes: number;
  start: () => void;
  drop: () => void;
}

/** What waits of one socket. */
interface Queue {
  waiting: Waiting[];
  waitingBytes: number;
}

interface Person {
  underWay: number;
  /** Their sockets, in the order of their turns; they are asked for what they have not read. */
  queues: Map<Asker, Queue>;
}

/**
 * Gives look-ups their turn. A look-up costs the archive its reading and this node the memory of
 * its answer until that is read, whatever the request was as large as: so it begins when its socket
 * has read what it was answered before, people take turns, and messages, which come by another
 * way, wait for a few look-ups at most. A socket that reads nothing keeps itself waiting and none
 * of its person's others; what they all leave unread is bounded by their number.
 */
export class Lookups {
  /** In the order of their turns. */
  readonly #people = new Map<UserId, Person>();
  #underWay = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Resolves as `work` does, once it is its turn.
   *
   * @param bytes of the request.
   * @throws {AppError} `rate-limited` when too much of this socket waits already, `unavailable` when
   * it closed before its turn came.
   */
  run<T>(asker: Asker, bytes: number, work: () => Promise<T>): Promise<T> {
    if (asker.isClosed) return Promise.reject(hasClosed());
    const { user } = asker.session;
    const person = this.#people.get(user) ?? { underWay: 0, queues: new Map() };
    const queue = person.queues.get(asker) ?? { waiting: [], waitingBytes: 0 };
    if (queue.waitingBytes + bytes > MAX_WAITING_BYTES) {
      const problem = "Too much is asked at once. Wait for the answers.";
      return Promise.reject(new AppError("rate-limited", problem));
    }
    this.#people.set(user, person);
    person.queues.set(asker, queue);
    queue.waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      queue.waiting.push({
        bytes,
        start: () => void this.#look(user, person, work).then(resolve, reject),
        drop: () => reject(hasClosed()),
      });
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
      this.#beginSoon();
    }
  }

  /** Bytes have left for one of a person's sockets: there may be room for the next answer. */
  drained(): void {
    this.#beginSoon();
  }

  /** The socket has closed: nothing is looked up for it any more. */
  closed(asker: Asker): void {
    const { user } = asker.session;
    const person = this.#people.get(user);
    if (person === undefined) return;
    const gone = person.queues.get(asker)?.waiting ?? [];
    person.queues.delete(asker);
    for (const { drop } of gone) drop();
    this.#forgetIdle(user, person);
    this.#begin();
  }

  /**
   * After a timer: where immediates follow each other, and where what was written calls back at
   * once, Deno does not come to its sockets, and what others sent waits for all of the look-ups.
   */
  #beginSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#begin();
    });
  }

  #begin(): void {
    // Each turn goes through everybody once, from whoever was served the longest time ago.
    for (let began = true; began && this.#underWay < AT_ONCE;) {
      began = false;
      for (const [user, person] of [...this.#people]) {
        if (this.#underWay >= AT_ONCE) return;
        const next = nextOf(person);
        if (next === undefined) continue;
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
    if (person.underWay === 0 && person.queues.size === 0 && this.#people.get(user) === person) {
      this.#people.delete(user);
    }
  }
}

function hasClosed(): AppError {
  return new AppError("unavailable", "The connection has closed.");
}

/** Takes what is to be looked up next for a person; undefined where nothing may begin. */
function nextOf({ underWay, queues }: Person): Waiting | undefined {
  if (underWay >= AT_ONCE_PER_PERSON) return undefined;
  let unread = 0;
  for (const { unsentBytes } of queues.keys()) unread += unsentBytes;
  const most = unread < MAX_UNREAD_BYTES ? MAX_UNREAD_BYTES : READ_BYTES;
  for (const [asker, queue] of queues) {
    if (queue.waiting.length === 0 || asker.unsentBytes >= most) continue;
    const next = queue.waiting.shift()!;
    queue.waitingBytes -= next.bytes;
    queues.delete(asker);
    queues.set(asker, queue);
    return next;
  }
  return undefined;
}
