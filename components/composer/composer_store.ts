/**
 * Holds what is being written, by conversation, for the life of the page, and does what follows from
 * a change: a draft is kept, for all tabs, and a small picture goes when its file does. Files are
 * not kept beyond the page: a browser that gave a page a file once need not give it again.
 */

import { type Signal, signal } from "@preact/signals";
import type { Draft, DraftsModel } from "../../client/model/mod.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { mayBeShown } from "../../protocol/shown_image.ts";
import { errorText } from "../kit/error_text.ts";
import { type AttachedFile, type Chosen, MAX_THUMBNAIL_BYTES, sorted } from "./attached_files.ts";
import {
  composed,
  type ComposerAction,
  type ComposerState,
  EMPTY,
  type Outgoing,
} from "./composer_state.ts";

/** Names attached files apart, in all conversations of the page. */
let lastKey = 0;

/** Keeps the draft of one conversation, for all tabs. */
export interface DraftKeeper {
  set(draft: Draft): void;
  /** Takes out what is sent; false where another tab was faster, and what came of both is shared. */
  take(left: Draft): Promise<boolean>;
}

/** What is being written in one conversation. */
export class ComposerStore {
  readonly #state: Signal<ComposerState> = signal(EMPTY);
  readonly #drafts: DraftKeeper;

  /** @param drafts is told of every change of what is left unsent here. */
  constructor(drafts: DraftKeeper) {
    this.#drafts = drafts;
  }

  /** A component that reads it is drawn again when it changes. */
  get state(): ComposerState {
    return this.#state.value;
  }

  readonly dispatch = (action: ComposerAction): void => {
    const before = this.#state.peek();
    const after = composed(before, action);
    if (after === before) return;
    this.#state.value = after;
    release(picturesOf(before).difference(picturesOf(after)));
    // What a conversation is opened with is kept already, and what is sent is taken.
    if (after.draft !== before.draft && !KEPT_ALREADY.has(action.type)) {
      this.#drafts.set(after.draft);
    }
  };

  /**
   * Attaches what may be sent of `chosen`, and says what is not. Resolves when the small pictures of
   * those that are images stand beside them.
   */
  async attach(chosen: Chosen, mayAttach = true): Promise<void> {
    const { taken, refused } = sorted(chosen, mayAttach);
    const files = taken.map((file): AttachedFile => ({ key: ++lastKey, file }));
    if (files.length + refused.length === 0) return;
    this.dispatch({ type: "attached", files, refused });
    await Promise.all(files.map((one) => this.#preview(one)));
  }

  /**
   * Hands over what is written and attached, once no other tab has it; when `hand` rejects, it all
   * comes back.
   *
   * @param text of the message, as it is sent.
   */
  async send(text: string, hand: (outgoing: Outgoing) => Promise<void>): Promise<void> {
    const { files, draft: { replyTo } } = this.#state.peek();
    const outgoing: Outgoing = { text, files, replyTo };
    this.dispatch({ type: "sending", outgoing });
    try {
      if (!await this.#drafts.take(this.#state.peek().draft)) {
        return this.dispatch({ type: "changed-elsewhere", outgoing });
      }
      await hand(outgoing);
      this.dispatch({ type: "sent", outgoing });
      this.#drafts.set(this.#state.peek().draft);
    } catch (error) {
      this.dispatch({ type: "not-sent", outgoing, problem: errorText(error) });
    }
  }

  /** Hands over another wording; when `hand` rejects, it stays in the field. */
  async save(target: ItemId, hand: () => Promise<void>): Promise<void> {
    this.dispatch({ type: "saving" });
    try {
      await hand();
      this.dispatch({ type: "saved", target });
    } catch (error) {
      this.dispatch({ type: "not-saved", problem: errorText(error) });
    }
  }

  /** The page is done with it. */
  close(): void {
    const pictures = picturesOf(this.#state.peek());
    this.#state.value = EMPTY;
    release(pictures);
  }

  /** Shows a small picture of an image that a page can bear to decode. */
  async #preview({ key, file }: AttachedFile): Promise<void> {
    if (!file.type.startsWith("image/") || file.size > MAX_THUMBNAIL_BYTES) return;
    if (!await mayBeShown(file)) return;
    // It was sent, or taken out, meanwhile.
    if (!this.#state.peek().files.some((one) => one.key === key)) return;
    this.dispatch({ type: "previewed", key, url: URL.createObjectURL(file) });
  }
}

const KEPT_ALREADY: ReadonlySet<ComposerAction["type"]> = new Set(["opened", "shared", "sending"]);

/** What is being written in each conversation. */
export class ComposerStores {
  readonly #stores = new Map<ConversationId, ComposerStore>();
  readonly #drafts: DraftsModel;
  readonly #unfollow: () => void;

  constructor(drafts: DraftsModel) {
    this.#drafts = drafts;
    this.#unfollow = drafts.follow((conversation, draft) =>
      this.#stores.get(conversation)?.dispatch({ type: "shared", draft })
    );
  }

  of(conversation: ConversationId): ComposerStore {
    const known = this.#stores.get(conversation);
    if (known !== undefined) return known;
    const fresh = new ComposerStore({
      set: (draft) => this.#drafts.set(conversation, draft),
      take: (left) => this.#drafts.take(conversation, left),
    });
    this.#stores.set(conversation, fresh);
    return fresh;
  }

  /** The page is done with them. */
  close(): void {
    this.#unfollow();
    for (const store of this.#stores.values()) store.close();
  }
}

/** Addresses of pictures that are shown, or may be again when what is being sent comes back. */
function picturesOf({ files, sending }: ComposerState): Set<string> {
  const all = [...files, ...sending.flatMap((one) => one.files)];
  return new Set(all.flatMap(({ url }) => url === undefined ? [] : [url]));
}

function release(pictures: Iterable<string>): void {
  for (const url of pictures) URL.revokeObjectURL(url);
}
