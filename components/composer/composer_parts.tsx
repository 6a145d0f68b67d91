/** Parts around the composer's field: the reply bar, the attached files, the hint. */

import { t, tn } from "../../i18n/i18n.ts";
import { sizeText } from "../../i18n/numbers.ts";
import { plainLine } from "../../protocol/rich_text/plain_text.ts";
import { IconButton } from "../kit/button.tsx";
import { fileIcon } from "../kit/file_words.ts";
import { Icon } from "../kit/icon.tsx";
import type { AttachedFile } from "./attached_files.ts";
import type { Composing } from "./composing.ts";
import { FileName } from "../message/file_name.tsx";

/** Enough for the one line that shows. */
const MAX_QUOTE_CHARS = 300;

/** What is being answered or changed, and the way out of it. */
export function ComposingBar(
  { composing, onCancel }: { composing: Composing; onCancel: () => void },
) {
  if (composing.type === "new") return null;
  const { message } = composing;
  const text = plainLine(message.text.slice(0, MAX_QUOTE_CHARS)) || (message.file?.name ?? "");
  const editing = composing.type === "edit";
  return (
    <div class="composing">
      <Icon name={editing ? "edit" : "reply"} />
      <div class="composing__words">
        <span class="composing__title cut">
          {editing ? t("Editing your message") : t("Reply to {name}", { name: message.senderName })}
        </span>
        <bdi class="composing__text cut" dir="auto">{text}</bdi>
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
  /** Bytes beyond what a message may hold. */
  tooMany: number;
  /** Names of files that are too large. */
  refused: readonly string[];
  enterSends: boolean;
  editing: boolean;
}

/** One line under the field: what is wrong, or else how to write. */
export function ComposerHint(
  { blocked, problem, tooMany, refused, enterSends, editing }: ComposerHintProps,
) {
  if (problem !== undefined) {
    return (
      <p class="composer__problem" role="alert">
        <Icon name="alert" /> {problem}
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
  if (tooMany > 0) {
    return (
      <p class="composer__problem" role="status">
        <Icon name="alert" /> {tn(
          tooMany,
          "{count} byte too long for one message.",
          "{count} bytes too long for one message.",
        )}
      </p>
    );
  }
  if (refused.length > 0) {
    return (
      <p class="composer__problem" role="alert">
        <Icon name="alert" /> {refusedText(refused)}
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

function refusedText(refused: readonly string[]): string {
  const [name] = refused;
  return refused.length === 1
    ? t("“{name}” is larger than 100 MiB, which is the most that one file may have.", {
      name: name!,
    })
    : tn(
      refused.length,
      "{count} file is larger than 100 MiB, which is the most that one file may have.",
      "{count} files are larger than 100 MiB, which is the most that one file may have.",
    );
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
