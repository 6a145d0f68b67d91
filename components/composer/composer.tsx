/** The field in which one writes a message, with its files, suggestions and buttons. */

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Draft, MemberView, MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { EmojiPicker } from "../emoji/emoji_picker.tsx";
import { Button, IconButton } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { isInvisible, tidyText } from "../../protocol/typed_text.ts";
import { type Chosen, chosenFrom } from "./attached_files.ts";
import { isInFence } from "./composer_completion.ts";
import {
  byteLength,
  caretOf,
  convertShortcode,
  fitToText,
  isComposingKey,
  replaceInField,
} from "./composer_field.ts";
import { AttachedFiles, ComposerHint, ComposingBar, noFilesText } from "./composer_parts.tsx";
import { type Suggestion, suggestionId, Suggestions } from "./composer_suggestions.tsx";
import { textOf } from "./composer_state.ts";
import type { ComposerStore } from "./composer_store.ts";
import { composingOf } from "./composing.ts";
import { useFileDrop } from "./use_file_drop.ts";
import { useSuggestions } from "./use_suggestions.ts";

export interface ComposerProps {
  /** Shown while the field is empty, such as "Message Ada Example". */
  placeholder: string;
  /** Holds what is written in this conversation. */
  store: ComposerStore;
  /** What was left unsent here before. */
  draft: Draft;
  /** A message as it is now; undefined while it is not loaded. */
  messageOf: (id: ItemId) => MessageView | undefined;
  /** Why nothing can be sent now. */
  blocked: string | undefined;
  /** Who may be named. */
  members: readonly MemberView[];
  /** False: Enter begins a line, and Ctrl+Enter sends. */
  enterSends: boolean;
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
  /** Nothing is left of a message after an edit: it may be deleted. */
  onEmptied: (id: ItemId) => void;
  /** Arrow up in the empty field: the newest message of one's own shall be changed. */
  onEditLast: () => void;
  /** With every change of something that will be sent. */
  onTyping: () => void;
}

/** Where one writes. Give it the conversation's id as `key`. */
export function Composer(props: ComposerProps) {
  const { placeholder, store, blocked, members, enterSends } = props;
  const { dispatch } = store;
  // Before it is drawn for the first time: the state of the last visit is not seen.
  useState(() => dispatch({ type: "opened", draft: props.draft }));
  const { state } = store;
  const { files, saving } = state;
  const mode = composingOf(state.draft);
  const text = textOf(state);
  const [picking, setPicking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const listId = useId();
  const { suggestions, active } = useSuggestions(state, members);

  const editing = mode.type === "edit";
  const mayAttach = blocked === undefined && !editing;
  const dropping = useFileDrop(form, mayAttach, (dropped) => attach(dropped));
  // Of an edit nothing at all is something: the message may go.
  const something = editing || !isInvisible(text) || (files.length > 0 && text.trim() === "");
  const isTooLong = byteLength(text) > MAX_TEXT_BYTES;
  const ready = blocked === undefined && something && !isTooLong && !saving;

  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (field.current !== null) fitToText(field.current);
  }, [text, mode.type]);
  const target = mode.type === "new" ? undefined : mode.target;
  const message = target && props.messageOf(target);
  // Also of what another tab has given up, as it may have heard of the deletion first.
  const begun = target ?? state.dropped?.target;
  const isGone = begun !== undefined && props.messageOf(begun)?.deleted === true;
  useLayoutEffect(() => {
    if (isGone) dispatch({ type: "taken-back", target: begun });
  }, [begun, isGone]);
  // At once when the field holds it: a frame later, it could undo what was selected meanwhile.
  useLayoutEffect(() => {
    if (mode.type === "new" || field.current === null) return;
    field.current.focus();
    field.current.setSelectionRange(text.length, text.length);
  }, [mode.type, target]);
  // Another tab changed the text around the caret.
  useLayoutEffect(() => {
    if (state.moved === 0 || state.caret < 0 || field.current === null) return;
    field.current.setSelectionRange(state.caret, state.caret);
  }, [state.moved]);

  const attach = (chosen: Chosen) => {
    void store.attach(chosen, mayAttach);
    field.current?.focus();
  };
  const readCaret = () => dispatch({ type: "caret-moved", caret: caretOf(field.current!) });

  const send = () => {
    if (!ready) return;
    const written = tidyText(text);
    if (mode.type === "edit") {
      const { target } = mode;
      if (isInvisible(written)) return props.onEmptied(target);
      if (written === message?.text) return dispatch({ type: "ended" });
      return void store.save(target, () => props.onEdit(target, written));
    }
    void store.send(
      text,
      ({ files, replyTo }) =>
        files.length === 0
          ? props.onSend(written, replyTo || undefined)
          : props.onSendFiles(files.map(({ file }) => file), written, replyTo || undefined),
    );
    field.current?.focus();
  };

  const choose = (suggestion: Suggestion) => {
    const { completion } = state;
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
    if (suggestions.length === 0) return false;
    switch (event.key) {
      case "ArrowDown":
        dispatch({ type: "pointed", active: (active + 1) % suggestions.length });
        return true;
      case "ArrowUp":
        dispatch({
          type: "pointed",
          active: (active + suggestions.length - 1) % suggestions.length,
        });
        return true;
      case "Enter":
      case "Tab":
        if (event.shiftKey) return false;
        choose(suggestions[active]!);
        return true;
      case "Escape":
        dispatch({ type: "dismissed" });
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
    if (key === "Escape" && mode.type !== "new") {
      dispatch({ type: "ended" });
      return true;
    }
    if (key === "ArrowUp" && text === "" && files.length === 0 && !shiftKey && !altKey) {
      if (mode.type === "new") props.onEditLast();
      return mode.type === "new";
    }
    if (key !== "Enter" || shiftKey || altKey) return false;
    const inFence = isInFence(text, field.current?.selectionStart ?? 0);
    if (!ctrlKey && !metaKey && (!enterSends || inFence)) return false;
    send();
    return true;
  };

  const suggesting = suggestions.length > 0;
  return (
    <form
      ref={form}
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {dropping
        ? (
          <div class="drop">
            <p class="drop__text">
              <Icon name="attach" />{" "}
              {mayAttach ? t("Drop the files to attach them") : blocked ?? noFilesText()}
            </p>
          </div>
        )
        : null}
      <div class="composer__box">
        <ComposingBar
          composing={mode}
          message={message}
          onCancel={() => dispatch({ type: "ended" })}
        />
        {editing
          ? null
          : <AttachedFiles files={files} onRemove={(key) => dispatch({ type: "removed", key })} />}
        {suggesting
          ? (
            <Suggestions
              id={listId}
              suggestions={suggestions}
              active={active}
              onPoint={(index) => dispatch({ type: "pointed", active: index })}
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
                  attach({ files: [...event.currentTarget.files ?? []], folders: [] });
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
            aria-controls={suggesting ? listId : undefined}
            aria-activedescendant={suggesting ? suggestionId(listId, active) : undefined}
            placeholder={files.length > 0 && !editing ? t("Add a caption") : placeholder}
            dir="auto"
            rows={1}
            enterkeyhint={enterSends ? "send" : "enter"}
            value={text}
            onInput={(event) => {
              const { value } = event.currentTarget;
              dispatch({ type: "typed", text: value, caret: caretOf(event.currentTarget) });
              if (event.isComposing) return;
              if (!editing && value !== "") props.onTyping();
              if (event.data === ":") void convertShortcode(event.currentTarget).then(readCaret);
            }}
            onKeyUp={readCaret}
            onClick={readCaret}
            onBlur={() => dispatch({ type: "caret-moved", caret: -1 })}
            onPaste={(event) => {
              const pasted = chosenFrom(event.clipboardData);
              // Text that comes with a picture of itself, as from a table, is text.
              const isText = event.clipboardData?.types.includes("text/plain");
              if (pasted.files.length + pasted.folders.length === 0 || isText) return;
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
          problem={state.problem}
          notice={state.notice}
          text={text}
          enterSends={enterSends}
          editing={editing}
        />
      </div>
    </form>
  );
}
