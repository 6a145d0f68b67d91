/** Parts around the composer's field: the reply bar, the attached files, the hint. */

import type { MessageView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";
import { sizeText } from "../../i18n/numbers.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { plainLine } from "../../protocol/rich_text/plain_text.ts";
import { hasForeign, isInvisible } from "../../protocol/typed_text.ts";
import { IconButton } from "../kit/button.tsx";
import { fileIcon } from "../kit/file_words.ts";
import { Icon } from "../kit/icon.tsx";
import type { AttachedFile, Refused } from "./attached_files.ts";
import { byteLength } from "./composer_field.ts";
import type { ComposerNotice } from "./composer_state.ts";
import type { Composing } from "./composing.ts";
import { FileName } from "../message/file_name.tsx";

/** Enough for the one line that shows. */
const MAX_QUOTE_CHARS = 300;

export interface ComposingBarProps {
  composing: Composing;
  /** What is answered or changed, as it is now; undefined while it is not loaded. */
  message: MessageView | undefined;
  onCancel: () => void;
}

/** What is being answered or changed, and the way out of it. */
export function ComposingBar({ composing, message, onCancel }: ComposingBarProps) {
  if (composing.type === "new") return null;
  const editing = composing.type === "edit";
  return (
    <div class="composing">
      <Icon name={editing ? "edit" : "reply"} />
      <div class="composing__words">
        <span class="composing__title cut">
          {editing
            ? t("Editing your message")
            : message === undefined
            ? t("Reply")
            : t("Reply to {name}", { name: message.senderName })}
        </span>
        <bdi class="composing__text cut" dir="auto">
          {message && (plainLine(message.text.slice(0, MAX_QUOTE_CHARS)) || message.file?.name)}
        </bdi>
      </div>
      <IconButton
        icon="close"
        label={editing ? t("Cancel editing") : t("Cancel reply")}
        onClick={onCancel}
      />
    </div>
  );
}

/** The files that will be sent. */
export function AttachedFiles(
  { files, onRemove }: { files: readonly AttachedFile[]; onRemove: (key: number) => void },
) {
  if (files.length === 0) return null;
  return (
    <ul class="attached" role="list" aria-label={t("Files to send")}>
      {files.map(({ key, file, url }) => (
        <li class="attached__file" key={key}>
          {url === undefined
            ? (
              <span class="attached__icon">
                <Icon name={fileIcon(file.type)} />
              </span>
            )
            : <img class="attached__picture" src={url} alt="" />}
          <span class="attached__words">
            <FileName name={file.name} />
            <span class="attached__size">{sizeText(file.size)}</span>
          </span>
          <IconButton
            icon="close"
            label={t("Remove {name}", { name: file.name })}
            onClick={() => onRemove(key)}
          />
        </li>
      ))}
    </ul>
  );
}

export interface ComposerHintProps {
  blocked: string | undefined;
  problem: string | undefined;
  notice: ComposerNotice | undefined;
  /** What stands in the field. */
  text: string;
  enterSends: boolean;
  editing: boolean;
}

/** One line under the field: what is wrong, or else how to write. */
export function ComposerHint(
  { blocked, problem, notice, text, enterSends, editing }: ComposerHintProps,
) {
  const alert = problem ?? (notice && noticeText(notice));
  if (alert !== undefined) {
    return (
      <p class="composer__problem" role="alert">
        <Icon name="alert" /> {alert}
      </p>
    );
  }
  if (blocked !== undefined) {
    return (
      <p class="composer__blocked" role="status">
        <Icon name="lock" /> {blocked}
      </p>
    );
  }
  const said = writtenHint(text, editing);
  if (said !== undefined) {
    return (
      <p class="composer__problem" role="status">
        <Icon name="alert" /> {said}
      </p>
    );
  }
  return (
    <p class="composer__keys">
      <span>{keysText(enterSends, editing)}</span>
      <span class="composer__marks">{t("**bold** *italic* ~~struck~~ `code` > quote")}</span>
    </p>
  );
}

/** What will not come out as it stands in the field. */
function writtenHint(text: string, editing: boolean): string | undefined {
  const tooMany = byteLength(text) - MAX_TEXT_BYTES;
  if (tooMany > 0) {
    return tn(
      tooMany,
      "{count} byte too long for one message.",
      "{count} bytes too long for one message.",
    );
  }
  if (isInvisible(text)) {
    if (editing) return t("Nothing is left of this message. Saving asks whether to delete it.");
    return text.trim() === "" ? undefined : t("Nobody could see anything of this message.");
  }
  return hasForeign(text) ? t("Control characters are left out when this is sent.") : undefined;
}

function noticeText(notice: ComposerNotice): string {
  switch (notice.type) {
    case "target-gone":
      return notice.mode === "edit"
        ? t("The message that you were changing was taken back.")
        : t("The message that you were answering was taken back.");
    case "changed-elsewhere":
      return t("Another tab has changed this draft. Look at it and send it again.");
    case "refused":
      return refusedText(notice.refused);
  }
}

function refusedText(refused: Refused): string {
  const named = (why: Refused[number]["why"]) =>
    refused.flatMap((one) => one.why === why ? [one.name] : []);
  const [folders, tooLarge] = [named("folder"), named("too-large")];
  return [
    ...(folders.length === 0
      ? []
      : [t("Folders cannot be sent, only the files in them: {names}", { names: listed(folders) })]),
    ...(tooLarge.length === 0 ? [] : [
      tooLarge.length === 1
        ? t("“{name}” is larger than 100 MiB, which is the most that one file may have.", {
          name: tooLarge[0]!,
        })
        : tn(
          tooLarge.length,
          "{count} file is larger than 100 MiB, which is the most that one file may have.",
          "{count} files are larger than 100 MiB, which is the most that one file may have.",
        ),
    ]),
    ...(named("not-now").length === 0 ? [] : [noFilesText()]),
  ].join(" ");
}

export function noFilesText(): string {
  return t("A message that is being changed takes no files.");
}

function keysText(enterSends: boolean, editing: boolean): string {
  if (editing) {
    return enterSends
      ? t("Enter saves, Escape cancels, Shift + Enter starts a new line")
      : t("Ctrl + Enter saves, Escape cancels, Enter starts a new line");
  }
  return enterSends
    ? t("Enter sends, Shift + Enter starts a new line")
    : t("Ctrl + Enter sends, Enter starts a new line");
}
