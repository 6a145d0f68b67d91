/** How each kind of message is drawn: what stands under its words, beside what all messages have. */

import type { ComponentType } from "preact";
import type { MessageView } from "../../client/model/mod.ts";
import { FileCard } from "./file_card.tsx";
import type { MessageActions } from "./message_actions.ts";

interface DrawnKind {
  /** Under the words of a message that was not taken back; absent where the words are all. */
  Part?: ComponentType<{ message: MessageView; actions: MessageActions }>;
  /** How high that may be in a log of this width, in pixels: near is good enough. */
  partPx(message: MessageView, widthPx: number): number;
  /** What a screen reader says when it comes, after its sender's name. */
  said(message: MessageView): string;
  /** Its part says itself what went wrong on the way, and offers to go on. */
  tellsProblem(message: MessageView): boolean;
}

const WORDS: DrawnKind = {
  partPx: () => 0,
  said: ({ text }) => text,
  tellsProblem: () => false,
};

const FILE_PX = 66;
const IMAGE_PX = 320;
const PADDING_PX = 5;

const FILE: DrawnKind = {
  Part({ message, actions }) {
    const { key, file } = message;
    if (file === undefined) return null;
    return (
      <div class="message__file">
        <FileCard
          file={file}
          onFetch={() => actions.fetchFile(key)}
          onSave={() => actions.saveFile(key)}
          onCancel={() => actions.cancelFile(key)}
          onRetry={() => actions.retryFile(key)}
          onView={() => actions.viewFile(message)}
        />
      </div>
    );
  },
  partPx({ file }, widthPx) {
    if (file === undefined) return 0;
    if (file.image === undefined) return FILE_PX;
    const { width, height } = file.image;
    if (width === 0 || height === 0) return IMAGE_PX / 2;
    const scale = Math.min(1, widthPx / width, IMAGE_PX / height);
    return Math.round(height * scale) + PADDING_PX;
  },
  said: ({ text, file }) => text || (file?.name ?? ""),
  tellsProblem: ({ file }) => file?.transfer.state === "failed",
};

const DRAWN: { readonly [Kind in MessageView["kind"]]: DrawnKind } = {
  text: WORDS,
  reply: WORDS,
  file: FILE,
};

export function drawnKind({ kind }: MessageView): DrawnKind {
  return DRAWN[kind];
}
