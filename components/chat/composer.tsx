// Browser-safe: runs in the page.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { Button } from "../button.tsx";
import { errorText } from "../error_text.ts";
import { Icon } from "../icon.tsx";

export interface ComposerProps {
  /** Shown while the field is empty, such as "Message Ada Example". */
  placeholder: string;
  /** What was left unsent here before. */
  draft: string;
  onDraft: (text: string) => void;
  /** Why nothing can be sent now. */
  blocked: string | undefined;
  /** Rejects when the message did not get into the log; the text then comes back. */
  onSend: (text: string) => Promise<void>;
}

/** Where one writes. Give it the conversation's id as `key`. */
export function Composer({ placeholder, draft, onDraft, blocked, onSend }: ComposerProps) {
  const [text, setText] = useState(draft);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();

  const tooMany = byteLength(text) - MAX_TEXT_BYTES;
  const ready = blocked === undefined && text.trim() !== "" && tooMany <= 0;

  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (field.current !== null) fitToText(field.current);
  }, [text]);

  const latest = useRef(draft);
  const write = (next: string) => {
    latest.current = next;
    setText(next);
    onDraft(next);
  };

  const send = async () => {
    if (!ready) return;
    const message = trimBlankEnds(text);
    write("");
    setProblem(undefined);
    field.current?.focus();
    try {
      await onSend(message);
    } catch (error) {
      setProblem(errorText(error));
      // What was written meanwhile stays, after what comes back.
      write([message, latest.current].filter(Boolean).join("\n"));
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="composer__box">
        <textarea
          ref={field}
          class="composer__field"
          aria-label="Message"
          aria-describedby={hintId}
          placeholder={placeholder}
          dir="auto"
          rows={1}
          enterkeyhint="send"
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
            event.preventDefault();
            void send();
          }}
        />
        <Button
          type="submit"
          look="primary"
          icon="send"
          aria-disabled={ready ? undefined : "true"}
        >
          <span class="composer__word">Send</span>
        </Button>
      </div>
      <div class="composer__hint" id={hintId}>
        <ComposerHint blocked={blocked} problem={problem} tooMany={tooMany} />
      </div>
    </form>
  );
}

interface ComposerHintProps {
  blocked: string | undefined;
  problem: string | undefined;
  tooMany: number;
}

function ComposerHint({ blocked, problem, tooMany }: ComposerHintProps) {
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
        <Icon name="alert" /> {tooMany.toLocaleString()} {tooMany === 1 ? "byte" : "bytes"}{" "}
        too long for one message.
      </p>
    );
  }
  return (
    <p class="composer__keys">
      <kbd>Enter</kbd> sends, <kbd>Shift</kbd> + <kbd>Enter</kbd> starts a new line
    </p>
  );
}

/** An input method still composes a character: its Enter chooses, and does not send. */
function isComposing(event: KeyboardEvent): boolean {
  // Safari ends the composition before the key that ended it; 229 is how that key shows.
  return event.isComposing || event.keyCode === 229;
}

function fitToText(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Without blank lines around it; the spaces before its first word may be meant. */
function trimBlankEnds(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, "").trimEnd();
}
