/** The log of a conversation: its rows, scrolling, keyboard and pointer. */

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { EntryView, MessageView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { type Named, sharedNames } from "../kit/names.ts";
import { readerZone } from "../kit/reader.ts";
import { LogRows } from "./log_rows.tsx";
import { LogSkeleton } from "./log_skeleton.tsx";
import { LogWords } from "./log_words.tsx";
import type { MessageActions } from "../message/message_actions.ts";
import { MessagePopup, type OpenPopup } from "../message/message_popup.tsx";
import type { PopupType } from "../message/message_tools.tsx";
import type { Nameable } from "../message/rich_text.tsx";
import { rowsOf } from "./timeline.ts";
import { useLogCopy } from "./use_log_copy.ts";
import { useLogKeys } from "./use_log_keys.ts";
import { useLogPointer } from "./use_log_pointer.ts";
import { useLogReach } from "./use_log_reach.ts";
import { useLogScroll } from "./use_log_scroll.ts";
import { usePrinting } from "./use_printing.ts";
import { useToolsAt } from "./use_tools_at.ts";

export interface MessageLogProps {
  entries: readonly EntryView[];
  /** Everybody whom a text may name. */
  members: readonly Nameable[];
  /** Everybody with whom a sender could be confused, in the conversation or not. */
  everybody: readonly Named[];
  selfUid: string;
  more: boolean;
  loading: boolean;
  /** Key of the first entry that was new when the conversation was opened. */
  firstNew: string | undefined;
  /** A row to lead the reader to; each object once. */
  target: { key: string } | undefined;
  actions: MessageActions;
  /** Resolves when done, also when it failed and was said elsewhere. */
  onLoadOlder: () => Promise<void>;
  /** All that is loaded was copied, and older messages were not; in words for who copied. */
  onCopiedPart: (what: string) => void;
  /** Stands at the beginning, once there is nothing older. */
  children: ComponentChildren;
}

/** What was said, oldest first. Give it the conversation's id as `key`. */
export function MessageLog(props: MessageLogProps) {
  const { entries, more, loading, firstNew, actions, onLoadOlder, children } = props;
  const zone = readerZone();
  const [popup, setPopup] = useState<OpenPopup>();
  const onOpen = useCallback((type: PopupType, message: MessageView, anchor: HTMLElement) => {
    const { key } = message;
    setPopup((before) => before?.anchor === anchor ? undefined : { type, key, anchor });
  }, []);
  const popped = popup && poppedUp(entries, popup);
  useEffect(() => {
    if (popped === undefined) setPopup(undefined);
  }, [popped]);
  const rows = useMemo(() => rowsOf(entries, firstNew, zone), [entries, firstNew, zone]);
  const people = useSameNames(props.members);
  const everybody = useSameNames(props.everybody);
  const shared = useMemo(
    () => namesToTell(entries, [...people, ...everybody]),
    [entries, people, everybody],
  );

  const log = useLogScroll({ entries, rows, canLoadOlder: more && !loading, onLoadOlder });
  const { scroller, content, head, before, after } = log.elements;
  const keys = useLogKeys({ rows, scroll: log.scroll, scroller, actions, onOpen });
  const pointer = useLogPointer({ rows, onOpen });
  const toolsAt = useToolsAt({ ...pointer, active: keys.active });
  const { onCopiedPart } = props;
  useLogCopy({ rows, scroll: log.scroll, scroller, content, more, onCopiedPart });
  const printing = usePrinting();
  const reached = useLogReach({ target: props.target, show: log.show, focus: keys.focus });

  return (
    <div class="log">
      <LogWords entries={entries} loading={loading} />
      <div
        class="log__scroller"
        role="log"
        aria-label={t("Messages")}
        aria-live="off"
        aria-busy={loading}
        tabIndex={0}
        ref={scroller}
        onScroll={() => {
          pointer.onScroll();
          log.scroll.onScroll();
        }}
        onKeyDown={keys.onKeyDown}
        onFocusIn={keys.onFocusIn}
        onFocusOut={keys.onFocusOut}
        {...pointer.listeners}
      >
        <div class="log__content" ref={content}>
          <div class="log__head" ref={head}>
            {loading && entries.length === 0 ? <LogSkeleton /> : loading
              ? (
                <p class="log__older">
                  <span class="spinner" aria-hidden="true" />
                  {t("Loading older messages…")}
                </p>
              )
              : more
              ? (
                <p class="log__older">
                  <Button small icon="history" onClick={() => void log.loadOlder()}>
                    {t("Load older messages")}
                  </Button>
                </p>
              )
              : children}
          </div>
          {printing && more
            ? (
              <p class="log__older log__older--printed">
                {t(
                  "Older messages are not loaded and not printed. Saving the chat log has them all.",
                )}
              </p>
            )
            : null}
          <div class="log__spacer" ref={before} />
          <LogRows
            rows={rows}
            range={printing ? { from: 0, to: rows.length } : log.range}
            shared={shared}
            people={people}
            selfUid={props.selfUid}
            toolsAt={popup?.key ?? toolsAt}
            reached={reached}
            actions={actions}
            onOpen={onOpen}
          />
          <div class="log__spacer" ref={after} />
        </div>
      </div>
      {popup === undefined || popped === undefined ? null : (
        <MessagePopup
          type={popup.type}
          anchor={popup.anchor}
          message={popped}
          actions={actions}
          onOpen={setPopup}
          onClose={() => setPopup(undefined)}
        />
      )}
      {log.away ? <JumpToNewest unseen={log.unseen} onJump={() => log.scroll.toEnd()} /> : null}
    </div>
  );
}

function JumpToNewest({ unseen, onJump }: { unseen: number; onJump: () => void }) {
  return (
    <div class="log__jump">
      <Button look="primary" icon="arrow-down" onClick={onJump}>
        {t("Jump to newest")}
        {unseen > 0 ? <span class="said">, {tn(unseen, "{count} new", "{count} new")}</span> : null}
        {unseen > 0 ? <span class="log__unseen" aria-hidden="true">{unseen}</span> : null}
      </Button>
    </div>
  );
}

/** The message as it is now; undefined where nothing of the sort can be done with it any more. */
function poppedUp(
  entries: readonly EntryView[],
  { key, type }: OpenPopup,
): MessageView | undefined {
  const found = entries.find((entry) => entry.key === key);
  const isThere = found?.type === "message" && !(found.deleted && type === "react");
  return isThere ? found : undefined;
}

/** The same list until a name or a uid in it changes: presence must not draw every row anew. */
function useSameNames(some: readonly Named[]): readonly Named[] {
  const stored = useRef<{ names: string; people: Named[] }>();
  const names = some.map(({ uid, fullName, directoryName = "" }) =>
    `${uid} ${fullName} ${directoryName}`
  ).join("\n");
  if (stored.current?.names !== names) {
    const people = some.map(({ uid, fullName, directoryName = fullName }) => ({
      uid,
      fullName,
      directoryName,
    }));
    stored.current = { names, people };
  }
  return stored.current.people;
}

/** Former members speak in old messages too, so senders count beside members. */
function namesToTell(
  entries: readonly EntryView[],
  people: readonly Named[],
): ReadonlySet<string> {
  const senders = new Map<string, Named>();
  for (const entry of entries) {
    if (entry.type !== "message") continue;
    const { senderUid: uid, senderName: fullName } = entry;
    const key = `${uid} ${fullName}`;
    if (!senders.has(key)) senders.set(key, { uid, fullName });
  }
  return sharedNames([...people, ...senders.values()]);
}
