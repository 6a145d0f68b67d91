/** Requests over the WebSocket that wait for their answers, and when silence means it is dead. */

import type { AppError } from "../../protocol/errors.ts";

interface Pending {
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

export interface PendingRequestsOptions {
  /** Silence, in milliseconds, after which open requests mean a dead connection. */
  timeoutMs: number;
  /** Called once when that happens; the requests stay open until `refuseAll`. */
  onTimeout: () => void;
}

/**
 * Requests that wait for their answer, by `ref`. They share one timer: it runs while something is
 * open, and anything that is heard winds it back.
 */
export class PendingRequests {
  readonly #options: PendingRequestsOptions;
  readonly #pending = new Map<number, Pending>();
  #nextRef = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PendingRequestsOptions) {
    this.#options = options;
  }

  open(): { ref: number; answer: Promise<unknown> } {
    const ref = this.#nextRef;
    this.#nextRef = ref === 2 ** 31 ? 1 : ref + 1;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(ref, { resolve, reject });
    });
    if (this.#timer === undefined) this.#wind();
    return { ref, answer };
  }

  /** An answer to nothing that is open is dropped. */
  settle(ref: number, result: unknown): void {
    this.#take(ref)?.resolve(result);
  }

  refuse(ref: number, error: AppError): void {
    this.#take(ref)?.reject(error);
  }

  refuseAll(error: AppError): void {
    const open = [...this.#pending.values()];
    this.#pending.clear();
    this.#unwind();
    for (const { reject } of open) reject(error);
  }

  /** Something was heard: the connection is alive. */
  postpone(): void {
    if (this.#timer !== undefined) this.#wind();
  }

  #take(ref: number): Pending | undefined {
    const pending = this.#pending.get(ref);
    this.#pending.delete(ref);
    if (this.#pending.size === 0) this.#unwind();
    return pending;
  }

  #wind(): void {
    this.#unwind();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#options.onTimeout();
    }, this.#options.timeoutMs);
  }

  #unwind(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
