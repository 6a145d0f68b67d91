import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { mayBeShown } from "../../protocol/image_size.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";

/** Beyond this a thumbnail would cost more than it shows. */
const MAX_THUMBNAIL_BYTES = 20 * 1024 * 1024;

/** A file that will be sent. */
export interface AttachedFile {
  key: number;
  file: File;
  /** `blob:` URL of an image. */
  url?: string;
}

const NO_FILES: readonly AttachedFile[] = [];

/**
 * The files that wait to be sent, by conversation, for the life of the page: what was attached in
 * one is still there when one comes back from another. They are not kept beyond: a browser that
 * gave a page a file once need not give it again.
 */
export class WaitingFiles {
  readonly #byConversation = signal<ReadonlyMap<string, readonly AttachedFile[]>>(new Map());
  #lastKey = 0;

  /** A component that reads it is drawn again when it changes. */
  of(conversation: string): readonly AttachedFile[] {
    return this.#byConversation.value.get(conversation) ?? NO_FILES;
  }

  /** Resolves when the small pictures of those that are images stand beside them. */
  async add(conversation: string, files: readonly File[]): Promise<void> {
    const added = files.map((file): AttachedFile => ({ key: ++this.#lastKey, file }));
    if (added.length > 0) this.#set(conversation, [...this.of(conversation), ...added]);
    await Promise.all(added.map((one) => this.#preview(conversation, one)));
  }

  remove(conversation: string, key: number): void {
    this.#set(conversation, this.of(conversation).filter((one) => one.key !== key));
  }

  /** Takes all of one conversation out, to send them: `sent` or `putBack` ends it. */
  take(conversation: string): readonly AttachedFile[] {
    const taken = this.of(conversation);
    this.#set(conversation, NO_FILES, { release: false });
    return taken;
  }

  /** What was taken is on its way. */
  sent(files: readonly AttachedFile[]): void {
    release(files);
  }

  /** Puts back what could not be sent. */
  putBack(conversation: string, files: readonly AttachedFile[]): void {
    if (files.length > 0) this.#set(conversation, [...files, ...this.of(conversation)]);
  }

  /** The page is done with them. */
  close(): void {
    for (const files of this.#byConversation.value.values()) release(files);
    this.#byConversation.value = new Map();
  }

  /** Shows a small picture of an image that a page can bear to decode. */
  async #preview(conversation: string, { key, file }: AttachedFile): Promise<void> {
    if (!file.type.startsWith("image/") || file.size > MAX_THUMBNAIL_BYTES) return;
    if (!await mayBeShown(file)) return;
    const files = this.of(conversation);
    // It was sent, or taken out, meanwhile.
    if (!files.some((one) => one.key === key)) return;
    const url = URL.createObjectURL(file);
    const shown = files.map((one) => one.key === key ? { ...one, url } : one);
    this.#set(conversation, shown, { release: false });
  }

  #set(conversation: string, files: readonly AttachedFile[], { release: frees = true } = {}): void {
    const before = this.of(conversation);
    if (frees) release(before.filter((one) => !files.includes(one)));
    const next = new Map(this.#byConversation.value);
    if (files.length === 0) next.delete(conversation);
    else next.set(conversation, files);
    this.#byConversation.value = next;
  }
}

function release(files: readonly AttachedFile[]): void {
  for (const { url } of files) if (url !== undefined) URL.revokeObjectURL(url);
}

/** The files that wait in one conversation, and names of those that were too large. */
export function useAttachedFiles(waiting: WaitingFiles, conversation: string) {
  const [refused, setRefused] = useState<readonly string[]>([]);
  return {
    files: waiting.of(conversation),
    refused,
    add(added: readonly File[]) {
      const { taken, tooLarge } = sortBySize(added);
      setRefused(tooLarge.map(({ name }) => name));
      void waiting.add(conversation, taken);
    },
    remove(key: number) {
      waiting.remove(conversation, key);
      setRefused([]);
    },
    /** Takes them all out, to send them. */
    take() {
      setRefused([]);
      return waiting.take(conversation);
    },
    sent: (files: readonly AttachedFile[]) => waiting.sent(files),
    /** Puts back what could not be sent. */
    putBack: (files: readonly AttachedFile[]) => waiting.putBack(conversation, files),
  };
}

export function sortBySize<T extends { size: number }>(
  files: readonly T[],
): { taken: T[]; tooLarge: T[] } {
  return {
    taken: files.filter(({ size }) => size <= MAX_FILE_BYTES),
    tooLarge: files.filter(({ size }) => size > MAX_FILE_BYTES),
  };
}

/** The files of what was pasted or dropped; folders are none. */
export function filesOf(data: DataTransfer | null): File[] {
  if (data === null) return [];
  return [...data.items].flatMap((item) => {
    if (item.kind !== "file" || item.webkitGetAsEntry?.()?.isDirectory) return [];
    const file = item.getAsFile();
    return file === null ? [] : [file];
  });
}
