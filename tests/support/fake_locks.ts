/** The browser's locks (Web Locks) for tests, with tabs that can crash. */

type Mode = "exclusive" | "shared";

interface Request {
  tab: symbol;
  name: string;
  mode: Mode;
  grant: () => void;
  /** Ends its request; what it does goes on. */
  lose: () => void;
}

/** What one tab sees of the locks of its profile. */
export interface FakeTabLocks {
  locks: Pick<LockManager, "request" | "query">;
  /** Ends the tab: whatever it holds or waits for is free. */
  crash(): void;
}

/** Locks of one profile. */
export class FakeLocks {
  readonly #held = new Set<Request>();
  #waiting: Request[] = [];

  /** Another tab of the profile. */
  tab(): FakeTabLocks {
    const tab = Symbol();
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      const work = rest.at(-1) as () => unknown;
      const { mode = "exclusive", signal, steal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
      return new Promise((resolve, reject) => {
        const one: Request = {
          tab,
          name,
          mode,
          grant: () => {
            Promise.try(work).then(resolve, reject).finally(() => {
              this.#held.delete(one);
              this.#grant();
            });
          },
          lose: () => reject(new DOMException("The lock was stolen.", "AbortError")),
        };
        if (steal === true) {
          for (const other of [...this.#held].filter((other) => other.name === name)) {
            this.#held.delete(other);
            other.lose();
          }
          this.#waiting.unshift(one);
          return this.#grant();
        }
        signal?.addEventListener("abort", () => {
          if (!this.#waiting.includes(one)) return;
          this.#waiting = this.#waiting.filter((other) => other !== one);
          reject(signal.reason);
        });
        this.#waiting.push(one);
        this.#grant();
      });
    };
    const query = () => {
      const held = [...this.#held].map(({ name, mode }) => ({ name, mode }));
      return Promise.resolve({ held, pending: [] });
    };
    return {
      locks: { request, query } as FakeTabLocks["locks"],
      crash: () => {
        for (const one of this.#held) if (one.tab === tab) this.#held.delete(one);
        this.#waiting = this.#waiting.filter((one) => one.tab !== tab);
        this.#grant();
      },
    };
  }

  #grant(): void {
    for (const one of this.#waiting) {
      const others = [...this.#held].filter(({ name }) => name === one.name);
      const isFree = others.every(({ mode }) => mode === "shared" && one.mode === "shared");
      if (!isFree) continue;
      this.#waiting = this.#waiting.filter((other) => other !== one);
      this.#held.add(one);
      queueMicrotask(one.grant);
    }
  }
}
