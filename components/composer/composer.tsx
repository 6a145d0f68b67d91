import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MemberView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { Button, IconButton } from "../kit/button.tsx";
import { errorText } from "../kit/error_text.ts";
import { Icon } from "../kit/icon.tsx";
import { filesOf, useAttachedFiles, type WaitingFiles } from "./attached_files.ts";
import { isInFence } from "./composer_completion.ts";
import {
  byteLength,
  convertShortcode,
  fitToText,
  isComposingKey,
  replaceInField,
  trimBlankEnds,
} from "./composer_field.ts";
import { AttachedFiles, ComposerHint, ComposingBar } from "./composer_parts.tsx";
import { type Suggestion, suggestionId, Suggestions } from "./composer_suggestions.tsx";
import type { Composing } from "./composing.ts";
import { EmojiPicker } from "../emoji/emoji_picker.tsx";
import { useFileDrop } from "./use_file_drop.ts";
import { useSuggestions } from "./use_suggestions.ts";

export interface ComposerProps {
  /** Shown while the field is empty, such as "Message Ada Example". */
  placeholder: string;
  /** What was left unsent here before. */
  draft: string;
  onDraft: (text: string) => void;
  /** What is attached and waits to be sent, in this conversation among others. */
  waiting: WaitingFiles;
  conversation: string;
  /** Why nothing can be sent now. */
  blocked: string | undefined;
  /** Who may be named. */
  members: readonly MemberView[];
  /** False: Enter begins a line, and Ctrl+Enter sends. */
  enterSends: boolean;
  composing: Composing;
  /** It was sent, saved or given up: something new is written from here on. */
  onComposingDone: () => void;
  /** Rejects when the message did not get into the log; the text then comes back. */
  onSend: (text: string, replyTo: ItemId | undefined) => Promise<void>;
  /** Rejects like `onSend`; the files then come back too. */
  onSendFiles: (
    files: readonly File[],
    caption: string,
    replyTo: ItemId | undefined,
  ) => Promise<void>;
  /** Rejects when the new wording was not taken; it then stays in the field. */
  onEdit: (id: ItemId, text: string) => Promise<void>;
  /** Arrow up in the empty field: the newest message of one's own shall be changed. */
  onEditLast: () => void;
  /** With every change of something that will be sent. */
  onTyping: () => void;
}

/** Where one writes. Give it the conversation's id as `key`. */
export function Composer(props: ComposerProps) {
  const { placeholder, draft, onDraft, blocked, members, enterSends, composing } = props;
  const [text, setText] = useState(composing.type === "edit" ? composing.message.text : draft);
  const [caret, setCaret] = useState(-1);
  const [problem, setProblem] = useState<string>();
  const [picking, setPicking] = useState(false);
  const [saving, setSaving] = useState(false);
  const { waiting, conversation } = props;
  const attached = useAttachedFiles(waiting, conversation);
  const { files, refused, add, remove, take } = attached;
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const listId = useId();
  const suggest = useSuggestions({ text, caret }, members);

  const editing = composing.type === "edit";
  const replyTo = composing.type === "reply" ? composing.message.id : undefined;
  const mayAttach = blocked === undefined && !editing;
  const dropping = useFileDrop(form, mayAttach, (dropped) => attach(dropped));
  const tooMany = byteLength(text) - MAX_TEXT_BYTES;
  const something = text.trim() !== "" || (files.length > 0 && !editing);
  const ready = blocked === undefined && something && tooMany <= 0 && !saving;

  /** What stands in the field while nothing is edited. */
  const fresh = useRef(draft);
  const latest = useRef(text);
  const composingNow = useRef(composing);
  composingNow.current = composing;
  const write = (next: string) => {
    latest.current = next;
    setText(next);
    if (composingNow.current.type === "edit") return;
    fresh.current = next;
    onDraft(next);
  };

  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  const first = useRef(true);
  /** The text whose end the caret goes to, once the field holds it. */
  const caretAfter = useRef<string>();
  const target = composing.type === "new" ? undefined : composing.message.key;
  // Before it is drawn: what stands in the field always belongs to what the bar says.
  useLayoutEffect(() => {
    if (first.current && composing.type === "new") {
      first.current = false;
      return;
    }
    first.current = false;
    const next = composing.type === "edit" ? composing.message.text : fresh.current;
    latest.current = next;
    setText(next);
    setCaret(-1);
    setProblem(undefined);
    if (composing.type === "new") return;
    field.current?.focus();
    caretAfter.current = next;
  }, [composing.type, target]);
  useLayoutEffect(() => {
    if (field.current === null) return;
    fitToText(field.current);
    // At once when the field holds it: a frame later, it could undo what was selected meanwhile.
    if (caretAfter.current !== text) return;
    caretAfter.current = undefined;
    field.current.setSelectionRange(text.length, text.length);
  }, [text, composing.type, target]);

  const attach = (added: readonly File[]) => {
    if (added.length === 0) return;
    setProblem(undefined);
    add(added);
    field.current?.focus();
  };
  const readCaret = () => {
    const { selectionStart, selectionEnd } = field.current!;
    setCaret(selectionStart === selectionEnd ? selectionStart : -1);
  };

  const save = async (id: ItemId, before: string) => {
    const next = trimBlankEnds(text);
    if (next === before) return props.onComposingDone();
    setSaving(true);
    setProblem(undefined);
    try {
      await props.onEdit(id, next);
      props.onComposingDone();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  const send = async () => {
    if (!ready) return;
    if (composing.type === "edit") {
      const { id, text } = composing.message;
      return id === undefined ? undefined : await save(id, text);
    }
    const message = trimBlankEnds(text);
    const sent = take();
    write("");
    setCaret(-1);
    setProblem(undefined);
    field.current?.focus();
    try {
      if (sent.length === 0) await props.onSend(message, replyTo);
      else await props.onSendFiles(sent.map(({ file }) => file), message, replyTo);
      attached.sent(sent);
      if (composingNow.current === composing) props.onComposingDone();
    } catch (error) {
      setProblem(errorText(error));
      attached.putBack(sent);
      // What was written meanwhile stays, after what comes back.
      if (composingNow.current.type === "edit") {
        fresh.current = [message, fresh.current].filter(Boolean).join("\n");
        onDraft(fresh.current);
      } else write([message, latest.current].filter(Boolean).join("\n"));
    }
  };

  const choose = (suggestion: Suggestion) => {
    const { completion } = suggest;
    if (completion === undefined || field.current === null) return;
    const end = completion.start + 1 + completion.query.length;
    const gap = text[end] === " " ? "" : " ";
    const chosen = suggestion.type === "mention"
      ? `@${suggestion.member.uid}${gap}`
      : suggestion.text;
    replaceInField(field.current, completion.start, end, chosen);
  };

  /** Whether the key was for the list of suggestions. */
  const suggestionKey = (event: KeyboardEvent): boolean => {
    const { suggestions, active } = suggest;
    if (suggestions.length === 0) return false;
    switch (event.key) {
      case "ArrowDown":
        suggest.point((active + 1) % suggestions.length);
        return true;
      case "ArrowUp":
        suggest.point((active + suggestions.length - 1) % suggestions.length);
        return true;
      case "Enter":
      case "Tab":
        if (event.shiftKey) return false;
        choose(suggestions[active]!);
        return true;
      case "Escape":
        suggest.dismiss();
        return true;
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event)) return;
    const used = suggestionKey(event) || composerKey(event);
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const composerKey = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (key === "Escape" && composing.type !== "new") {
      props.onComposingDone();
      return true;
    }
    if (key === "ArrowUp" && text === "" && files.length === 0 && !shiftKey && !altKey) {
      if (composing.type === "new") props.onEditLast();
      return composing.type === "new";
    }
    if (key !== "Enter" || shiftKey || altKey) return false;
    const inFence = isInFence(text, field.current?.selectionStart ?? 0);
    if (!ctrlKey && !metaKey && (!enterSends || inFence)) return false;
    void send();
    return true;
  };

  const active = suggest.suggestions.length > 0;
  return (
    <form
      ref={form}
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {dropping
        ? (
          <div class="drop">
            <p class="drop__text">
              <Icon name="attach" /> {t("Drop the files to attach them")}
            </p>
          </div>
        )
        : null}
      <div class="composer__box">
        <ComposingBar composing={composing} onCancel={props.onComposingDone} />
        {editing ? null : <AttachedFiles files={files} onRemove={remove} />}
        {active
          ? (
            <Suggestions
              id={listId}
              suggestions={suggest.suggestions}
              active={suggest.active}
              onPoint={suggest.point}
              onChoose={choose}
            />
          )
          : null}
        <div class="composer__row">
          {editing ? null : (
            <>
              <IconButton
                icon="attach"
                label={t("Attach files")}
                disabled={!mayAttach}
                onClick={() => fileInput.current?.click()}
              />
              <input
                ref={fileInput}
                type="file"
                multiple
                hidden
                onChange={(event) => {
                  attach([...event.currentTarget.files ?? []]);
                  event.currentTarget.value = "";
                }}
              />
            </>
          )}
          <textarea
            ref={field}
            class="composer__field"
            aria-label={t("Message")}
            aria-describedby={hintId}
            aria-autocomplete="list"
            aria-controls={active ? listId : undefined}
            aria-activedescendant={active ? suggestionId(listId, suggest.active) : undefined}
            placeholder={files.length > 0 && !editing ? t("Add a caption") : placeholder}
            dir="auto"
            rows={1}
            enterkeyhint={enterSends ? "send" : "enter"}
            value={text}
            onInput={(event) => {
              write(event.currentTarget.value);
              setProblem(undefined);
              readCaret();
              if (event.isComposing) return;
              if (!editing && event.currentTarget.value !== "") props.onTyping();
              if (event.data === ":") void convertShortcode(event.currentTarget).then(readCaret);
            }}
            onKeyUp={readCaret}
            onClick={readCaret}
            onBlur={() => setCaret(-1)}
            onPaste={(event) => {
              const pasted = filesOf(event.clipboardData);
              // Text that comes with a picture of itself, as from a table, is text.
              const isText = event.clipboardData?.types.includes("text/plain");
              if (!mayAttach || pasted.length === 0 || isText) return;
              event.preventDefault();
              attach(pasted);
            }}
            onKeyDown={onKeyDown}
          />
          <span class="composer__emoji">
            <IconButton
              icon="smile"
              label={t("Emoji")}
              aria-expanded={picking}
              onClick={() => setPicking(!picking)}
            />
            {picking
              ? (
                <EmojiPicker
                  onClose={() => setPicking(false)}
                  onPick={(emoji) => {
                    setPicking(false);
                    const { selectionStart, selectionEnd } = field.current!;
                    replaceInField(field.current!, selectionStart, selectionEnd, emoji);
                  }}
                />
              )
              : null}
          </span>
          <Button
            type="submit"
            look="primary"
            icon={editing ? "check" : "send"}
            busy={saving}
            aria-disabled={ready ? undefined : "true"}
          >
            <span class="composer__word">{editing ? t("Save changes") : t("Send")}</span>
          </Button>
        </div>
      </div>
      <div class="composer__hint" id={hintId}>
        <ComposerHint
          blocked={blocked}
          problem={problem}
          tooMany={tooMany}
          refused={refused}
          enterSends={enterSends}
          editing={editing}
        />
      </div>
    </form>
  );
}
