/** The table of emoji: search, sections, skin tones and arrow keys. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { isComposingKey } from "../kit/composing_key.ts";
import { loadEmoji } from "./emoji_data.ts";
import { moveInGrid } from "./emoji_grid.ts";
import { readHabits, storeHabits, withRecent } from "./emoji_habits.ts";
import { type EmojiSection, emojiSections } from "./emoji_sections.ts";
import { supportedVersion } from "./emoji_support.ts";
import { type Emoji, type EmojiTable, inTone, searchEmoji } from "./emoji_table.ts";
import { SkinTones } from "./skin_tones.tsx";
import { useFloating } from "../kit/use_floating.ts";
import { useSectionInView } from "./use_section_in_view.ts";

const MAX_FOUND = 80;
/** Where the emoji could not be loaded they are asked for again by themselves. */
const RETRY_MS = 5_000;

export interface EmojiPickerProps {
  onPick: (emoji: string) => void;
  /** Escape, or a press elsewhere. */
  onClose: () => void;
}

/**
 * The table of emoji. The focus stays in the search field, from which the arrow keys go over the
 * table (a combobox with a list in a grid, WAI-ARIA practices 1.2).
 */
export function EmojiPanel({ onPick, onClose }: EmojiPickerProps) {
  const [table, setTable] = useState<EmojiTable>();
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(-1);
  const [habits, setHabits] = useState(readHabits);
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();

  useFloating(panel, onClose);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    loadEmoji().then(
      (loaded) => {
        setFailed(false);
        setTable(loaded);
      },
      () => {
        setFailed(true);
        timer = setTimeout(() => setTries((before) => before + 1), RETRY_MS);
      },
    );
    return () => clearTimeout(timer);
  }, [tries]);
  useEffect(() => {
    // Whoever was quicker than the emoji writes in the field already.
    if (panel.current?.contains(document.activeElement)) return;
    // On a phone the keyboard would cover the emoji.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
    else panel.current?.focus();
  }, [table]);

  // What was picked just now does not move the others under the pointer.
  const recent = useRef(habits.recent).current;
  const sections = useMemo((): readonly EmojiSection[] => {
    if (table === undefined) return [];
    const newest = supportedVersion();
    if (query.trim() === "") return emojiSections(table, recent, newest);
    const emoji = searchEmoji(table, query, MAX_FOUND).filter(({ version }) => version <= newest);
    return emoji.length === 0 ? [] : [{ key: "found", icon: "", title: t("Found"), emoji }];
  }, [table, query]);
  const flat = useMemo(() => sections.flatMap(({ emoji }) => emoji), [sections]);
  const shown = flat[active];
  const inView = sections[useSectionInView(scroller, sections)];
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    if (active >= 0) {
      document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
    }
  }, [active]);

  const pick = (one: Emoji) => {
    const emoji = inTone(one, habits.tone);
    storeHabits(withRecent(habits, emoji));
    onPick(emoji);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event)) return;
    if (event.key === "Enter" && shown !== undefined) {
      event.preventDefault();
      pick(shown);
      return;
    }
    const rtl = getComputedStyle(panel.current!).direction === "rtl";
    const to = moveInGrid(event.key, active, sections.map(({ emoji }) => emoji.length), rtl);
    if (to === undefined) return;
    event.preventDefault();
    setActive(to);
  };

  let start = 0;
  return (
    <div
      ref={panel}
      class="emoji-panel"
      role="dialog"
      aria-label={t("Choose an emoji")}
      popover="manual"
      tabIndex={-1}
    >
      <input
        ref={field}
        class="input emoji-panel__search"
        type="search"
        role="combobox"
        aria-label={t("Search emoji")}
        aria-expanded={flat.length > 0}
        aria-controls={flat.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={shown === undefined ? undefined : optionId(active)}
        aria-autocomplete="list"
        autocomplete="off"
        placeholder={t("Search")}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(event.currentTarget.value.trim() === "" ? -1 : 0);
          if (scroller.current !== null) scroller.current.scrollTop = 0;
        }}
        onKeyDown={onKeyDown}
      />
      {query.trim() === "" && table !== undefined
        ? (
          <div class="emoji-panel__groups" role="group" aria-label={t("Categories")}>
            {sections.map(({ key, icon, title }) => (
              <button
                key={key}
                type="button"
                class="emoji-panel__group"
                title={title}
                aria-label={title}
                aria-current={key === inView?.key ? "true" : undefined}
                onClick={() => document.getElementById(`${id}-${key}`)?.scrollIntoView()}
              >
                {icon}
              </button>
            ))}
          </div>
        )
        : null}
      {flat.length === 0
        ? (
          <div class="emoji-panel__scroller">
            <PanelState
              loading={table === undefined && !failed}
              failed={failed}
              nothing={table !== undefined}
              onRetry={() => {
                setFailed(false);
                setTries(tries + 1);
              }}
            />
          </div>
        )
        : (
          <div
            class="emoji-panel__scroller"
            ref={scroller}
            role="listbox"
            id={`${id}-list`}
            aria-label={t("Emoji")}
          >
            {sections.map(({ key, title, emoji }) => {
              const first = start;
              start += emoji.length;
              return (
                <div
                  key={key}
                  id={`${id}-${key}`}
                  class="emoji-section"
                  role="group"
                  aria-label={title}
                >
                  <p class="emoji-section__title" aria-hidden="true">{title}</p>
                  <div class="emoji-section__grid" role="presentation">
                    {emoji.map((one, index) => (
                      <EmojiOption
                        key={one.emoji}
                        id={optionId(first + index)}
                        name={one.name}
                        text={inTone(one, habits.tone)}
                        active={first + index === active}
                        onPick={() => pick(one)}
                        onPoint={() => setActive(first + index)}
                      />
                    ))}
                  </div>
                </div>
              );
            })}
          </div>
        )}
      <div class="emoji-panel__foot">
        <p class="emoji-panel__name">
          {shown === undefined ? inView?.title : (
            <>
              <bdi class="cut">{shown.name}</bdi>
              {shown.shortcodes[0] === undefined
                ? null
                : <bdi class="emoji-panel__code cut" dir="ltr">{`:${shown.shortcodes[0]}:`}</bdi>}
            </>
          )}
        </p>
        <SkinTones
          tone={habits.tone}
          onTone={(tone) => {
            const next = { ...habits, tone };
            setHabits(next);
            storeHabits(next);
          }}
        />
      </div>
      <span class="said" role="status">
        {query.trim() === "" ? null : tn(flat.length, "{count} emoji found", "{count} emoji found")}
      </span>
    </div>
  );
}

interface EmojiOptionProps {
  id: string;
  name: string;
  text: string;
  active: boolean;
  onPick: () => void;
  onPoint: () => void;
}

function EmojiOption({ id, name, text, active, onPick, onPoint }: EmojiOptionProps) {
  return (
    <div
      id={id}
      class={active ? "emoji emoji--active" : "emoji"}
      role="option"
      aria-label={name}
      aria-selected={active}
      // The focus stays where the keys are.
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={(event) => event.pointerType === "mouse" && !active ? onPoint() : undefined}
      onClick={onPick}
    >
      {text}
    </div>
  );
}

interface PanelStateProps {
  loading: boolean;
  failed: boolean;
  nothing: boolean;
  onRetry: () => void;
}

function PanelState({ loading, failed, nothing, onRetry }: PanelStateProps) {
  if (loading) {
    return (
      <p class="emoji-panel__state" role="status">
        <span class="spinner" aria-hidden="true" /> {t("Loading the emoji…")}
      </p>
    );
  }
  if (failed) {
    return (
      <div class="emoji-panel__state" role="alert">
        <p>{t("The emoji could not be loaded.")}</p>
        <Button small look="outline" icon="retry" onClick={onRetry}>{t("Try again")}</Button>
      </div>
    );
  }
  return nothing ? <p class="emoji-panel__state">{t("No emoji is called that.")}</p> : null;
}
