/** How each kind of message is drawn: what stands under its words, beside what all messages have. */

import type { ComponentType } from "preact";
import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { FileCard } from "./file_card.tsx";
import type { MessageActions } from "./message_actions.ts";

/** What a message of some kinds shows under its words. */
interface MessagePart {
  Drawing: ComponentType<{ message: MessageView; actions: MessageActions }>;
  /** How high it may be in a log of this width, in pixels: near is good enough. */
  heightPx(message: MessageView, widthPx: number): number;
  /** What a screen reader says when the message comes, after its sender's name. */
  said(message: MessageView): string;
  /** It says itself what went wrong on the way, and offers to go on. */
  tellsProblem(message: MessageView): boolean;
}

const FILE_PX = 66;
const IMAGE_PX = 320;
const PADDING_PX = 5;

const FILE: MessagePart = {
  Drawing({ message, actions }) {
    const { key, file } = message;
    if (file === undefined) return null;
    return (
      <div class="message__file">
        <FileCard
          file={file}
          onFetch={() => actions.fetchFile(key)}
          onWanted={() => actions.fetchFileUnasked(key)}
          onSave={() => actions.saveFile(key)}
          onCancel={() => actions.cancelFile(key)}
          onRetry={() => actions.retryFile(key)}
          onView={() => actions.viewFile(message)}
        />
      </div>
    );
  },
  heightPx({ file }, widthPx) {
    if (file === undefined) return 0;
    if (file.image === undefined) return FILE_PX;
    const { width, height } = file.image;
    if (width === 0 || height === 0) return IMAGE_PX / 2;
    const scale = Math.min(1, widthPx / width, IMAGE_PX / height);
    return Math.round(height * scale) + PADDING_PX;
  },
  said: ({ text, file }) =>
    text || (file === undefined ? "" : t("File: {name}", { name: file.name })),
  tellsProblem: ({ file }) => file?.transfer.state === "failed",
};

/** Undefined where the words are all. */
const PARTS: { readonly [Kind in MessageView["kind"]]: MessagePart | undefined } = {
  text: undefined,
  reply: undefined,
  file: FILE,
};

/** Nothing is left of it once the message was taken back. */
export function partOf({ kind, deleted }: MessageView): MessagePart | undefined {
  return deleted ? undefined : PARTS[kind];
}
