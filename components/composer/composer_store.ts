/**
 * Holds what is being written, by conversation, for the life of the page, and does what follows from
 * a change: a draft is kept, and a small picture goes when its file does. Files are not kept beyond
 * the page: a browser that gave a page a file once need not give it again.
 */

import { type Signal, signal } from "@preact/signals";
import type { ConversationId } from "../../protocol/ids.ts";
import { mayBeShown } from "../../protocol/shown_image.ts";
import { errorText } from "../kit/error_text.ts";
import { type AttachedFile, MAX_THUMBNAIL_BYTES, sortBySize } from "./attached_files.ts";
import {
  composed,
  type ComposerAction,
  type ComposerState,
  EMPTY,
  type Outgoing,
} from "./composer_state.ts";

/** Names attached files apart, in all conversations of the page. */
let lastKey = 0;

/** What is being written in one conversation. */
export class ComposerStore {
  readonly #state: Signal<ComposerState> = signal(EMPTY);
  readonly #onDraft: (text: string) => void;

  /** @param onDraft with every change of what is left unsent here. */
  constructor(onDraft: (text: string) => void) {
    this.#onDraft = onDraft;
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
    // What a conversation is opened with is kept already.
    if (after.draft !== before.draft && action.type !== "opened") this.#onDraft(after.draft);
  };

  /** Resolves when the small pictures of those that are images stand beside them. */
  async attach(files: readonly File[]): Promise<void> {
    const { taken, tooLarge } = sortBySize(files);
    const added = taken.map((file): AttachedFile => ({ key: ++lastKey, file }));
    this.dispatch({ type: "attached", files: added, refused: tooLarge.map(({ name }) => name) });
    await Promise.all(added.map((one) => this.#preview(one)));
  }

  /** Hands over `text` and what is attached; when `hand` rejects, it all comes back. */
  async send(text: string, hand: (outgoing: Outgoing) => Promise<void>): Promise<void> {
    const { files, mode } = this.#state.peek();
    const outgoing: Outgoing = { text, files, mode };
    this.dispatch({ type: "sending", outgoing });
    try {
      await hand(outgoing);
      this.dispatch({ type: "sent", outgoing });
    } catch (error) {
      this.dispatch({ type: "not-sent", outgoing, problem: errorText(error) });
    }
  }

  /** Hands over another wording; when `hand` rejects, it stays in the field. */
  async save(hand: () => Promise<void>): Promise<void> {
    this.dispatch({ type: "saving" });
    try {
      await hand();
      this.dispatch({ type: "saved" });
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

/** What is being written in each conversation. */
export class ComposerStores {
  readonly #stores = new Map<ConversationId, ComposerStore>();
  readonly #onDraft: (conversation: ConversationId, text: string) => void;

  constructor(onDraft: (conversation: ConversationId, text: string) => void) {
    this.#onDraft = onDraft;
  }

  of(conversation: ConversationId): ComposerStore {
    const known = this.#stores.get(conversation);
    if (known !== undefined) return known;
    const fresh = new ComposerStore((text) => this.#onDraft(conversation, text));
    this.#stores.set(conversation, fresh);
    return fresh;
  }

  /** The page is done with them. */
  close(): void {
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
