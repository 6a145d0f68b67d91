/** The names that a person had, with dates, and a way to clear them. */

import { useState } from "preact/hooks";
import type { ListView, NameChangeView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { readerDateWords } from "../kit/reader.ts";

export interface NameHistoryProps {
  /** Newest first. */
  names: ListView<NameChangeView>;
  /** The directory's name, for entries that mean it. */
  defaultName: string;
  busy: boolean;
  onClear: () => void;
}

/** The names that one bore, with their dates, and a way to clear them that asks first. */
export function NameHistory({ names, defaultName, busy, onClear }: NameHistoryProps) {
  const [asking, setAsking] = useState(false);
  const dates = readerDateWords();
  // The newest is the present one, which stays also when the history is cleared.
  const none = names.items.length < 2;
  return (
    <div class="settings__group">
      <h4 class="field__label settings__heading">{t("Your names so far")}</h4>
      {none
        ? <p class="field__help" role="status">{noNamesWords(names.state)}</p>
        : (
          <ol class="names">
            {names.items.map(({ name, time }) => (
              <li class="names__one" key={time}>
                <bdi class="names__name">{name === "" ? defaultName : name}</bdi>
                {name === "" ? <span class="names__mark">{t("default name")}</span> : null}
                <time class="names__time" dateTime={time}>{dates.full(new Date(time))}</time>
              </li>
            ))}
          </ol>
        )}
      {none ? null : asking
        ? (
          <div
            class="settings__ask"
            role="group"
            aria-label={t("Clear the history of your names?")}
          >
            <p>
              {t(
                "The names are removed from your list, on all your devices. What others have seen stays with them.",
              )}
            </p>
            <div class="actions">
              <Button
                look="danger"
                busy={busy}
                onClick={() => {
                  setAsking(false);
                  onClear();
                }}
              >
                {t("Clear now")}
              </Button>
              <Button look="outline" onClick={() => setAsking(false)}>{t("Cancel")}</Button>
            </div>
          </div>
        )
        : (
          <div class="actions">
            <Button look="outline" icon="remove" onClick={() => setAsking(true)}>
              {t("Clear history")}
            </Button>
          </div>
        )}
    </div>
  );
}

function noNamesWords(state: ListView<NameChangeView>["state"]): string {
  switch (state) {
    case "loading":
      return t("Loading…");
    case "failed":
      return t("Your names could not be loaded. They are asked for again by themselves.");
    default:
      return t("There is no other name in the history.");
  }
}
