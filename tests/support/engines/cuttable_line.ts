/**
 * A line between browsers and a server that a test can cut: what is cut looks the same to every
 * engine, while their own ways of being offline differ.
 */
export class CuttableLine {
  readonly #listener: Deno.TcpListener;
  readonly #ends = new Set<Deno.TcpConn>();
  #whole = true;
  /** Where the line leads; nothing passes before it is set. */
  target = 0;

  /** A line that begins at a free port on loopback. */
  constructor() {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    void this.#accept();
  }

  /** Where browsers find the server. */
  get origin(): string {
    return `http://localhost:${this.#listener.addr.port}`;
  }

  /** Ends every connection, and every one that is tried from now on. */
  cut(): void {
    this.#whole = false;
    for (const end of this.#ends) hangUp(end);
    this.#ends.clear();
  }

  mend(): void {
    this.#whole = true;
  }

  close(): void {
    this.cut();
    this.#listener.close();
  }

  async #accept(): Promise<void> {
    for await (const near of this.#listener) {
      if (this.#whole) void this.#carry(near);
      else hangUp(near);
    }
  }

  async #carry(near: Deno.TcpConn): Promise<void> {
    this.#ends.add(near);
    const far = await Deno.connect({ hostname: "localhost", port: this.target })
      .catch(() => undefined);
    // It may have been cut meanwhile.
    if (far !== undefined && this.#ends.has(near)) {
      this.#ends.add(far);
      await Promise.allSettled([
        near.readable.pipeTo(far.writable),
        far.readable.pipeTo(near.writable),
      ]);
    } else if (far !== undefined) hangUp(far);
    for (const end of [near, far]) {
      if (end === undefined) continue;
      this.#ends.delete(end);
      hangUp(end);
    }
  }
}

/** Ended ends may be ended again. */
function hangUp(end: Deno.TcpConn): void {
  try {
    end.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
