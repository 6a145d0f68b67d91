import type { PlacedEpoch } from "../../e2ee/epoch_line.ts";
import { unwrapOwn, type Unwrapped } from "../../e2ee/wrap.ts";
import type { WrapsFound } from "../../protocol/frames/answers.ts";
import type { ConversationId, EpochId, Fingerprint, UserId } from "../../protocol/ids.ts";
import type { EpochManifest, Wrap } from "../../protocol/items.ts";
import { MAX_LOOKUP_IDS } from "../../protocol/limits.ts";
import type { AskServer } from "../net/socket.ts";

export interface WrapsLoaderOptions {
  conv: ConversationId;
  self: UserId;
  keyOf: (cert: Fingerprint) => CryptoKey | undefined;
  ask: AskServer;
}

type Found = Map<EpochId, Wrap[]>;

/**
 * Gets the secrets of epochs. Those that are wanted at the same moment, as a page of history wants
 * them, are asked for together; one that was opened is remembered.
 */
export class WrapsLoader {
  readonly #options: WrapsLoaderOptions;
  readonly #opened = new Map<EpochId, Promise<Unwrapped>>();
  #wanted: EpochId[] = [];
  #batch: Promise<Found> | undefined;

  constructor(options: WrapsLoaderOptions) {
    this.#options = options;
  }

  /** @throws {AppError} when the server cannot be asked; another call asks again. */
  async unwrap(epoch: Pick<PlacedEpoch, "id"> & { manifest: EpochManifest }): Promise<Unwrapped> {
    const known = this.#opened.get(epoch.id);
    if (known !== undefined) return await known;
    const opening = this.#open(epoch);
    this.#opened.set(epoch.id, opening);
    try {
      const unwrapped = await opening;
      if (!unwrapped.ok) this.#opened.delete(epoch.id);
      return unwrapped;
    } catch (error) {
      this.#opened.delete(epoch.id);
      throw error;
    }
  }

  async #open({ id, manifest }: { id: EpochId; manifest: EpochManifest }): Promise<Unwrapped> {
    this.#wanted.push(id);
    this.#batch ??= this.#load();
    const wraps = (await this.#batch).get(id) ?? [];
    return await unwrapOwn(wraps, manifest, this.#options.keyOf);
  }

  async #load(): Promise<Found> {
    // Let everybody who is about to ask do so.
    await Promise.resolve();
    const wanted = this.#wanted;
    this.#wanted = [];
    this.#batch = undefined;
    const { conv, self, ask } = this.#options;
    const found: Found = new Map();
    for (let at = 0; at < wanted.length; at += MAX_LOOKUP_IDS) {
      const epochs = wanted.slice(at, at + MAX_LOOKUP_IDS);
      const answer = await ask({ type: "wraps", conv, epochs });
      for (const wrap of answer.wraps) add(found, wrap, self);
    }
    return found;
  }
}

function add(found: Found, { epoch, cert, wrap }: WrapsFound["wraps"][number], user: UserId): void {
  const wraps = found.get(epoch) ?? [];
  wraps.push({ user, cert: cert as Fingerprint, wrap });
  found.set(epoch, wraps);
}
