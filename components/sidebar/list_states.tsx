/** What an empty list says, and the welcome above the lists. */

import type { ConnectionView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import { withNodes } from "../kit/with_nodes.tsx";

const SKELETON_ROWS = [0, 1, 2];

export interface ListStateProps {
  connection: ConnectionView["state"];
  /** Something was typed into the filter, and nothing answers to it. */
  filtered: boolean;
  kind: "rooms" | "people";
}

/** What an empty list says of itself. */
export function ListState({ connection, filtered, kind }: ListStateProps) {
  if (filtered) {
    return (
      <p class="list__empty">
        {kind === "rooms" ? t("No room of that name.") : t("Nobody of that name.")}
      </p>
    );
  }
  switch (connection) {
    case "connecting":
      return (
        <div class="list__loading">
          <span class="said">{t("Loading…")}</span>
          {SKELETON_ROWS.map((row) => <span class="skeleton" key={row} aria-hidden="true" />)}
        </div>
      );
    case "reconnecting":
      return (
        <p class="list__empty">
          {kind === "rooms"
            ? t("Rooms appear once the server can be reached.")
            : t("People appear once the server can be reached.")}
        </p>
      );
    case "signed-out":
      return null;
    case "online":
      return (
        <p class="list__empty">
          {kind === "rooms"
            ? t("You are in no room yet. Start one, and bring people in.")
            : t("Nobody else is here yet. Colleagues appear when they register.")}
        </p>
      );
  }
}

/** Above the lists where they have the screen to themselves, and nobody has talked here yet. */
export function ListWelcome({ fullName }: { fullName: string }) {
  return (
    <section class="list-welcome" aria-labelledby="list-welcome">
      <h2 class="list-welcome__title" id="list-welcome">
        {withNodes(t("Welcome, {name}"), { name: <bdi>{fullName}</bdi> })}
      </h2>
      <p class="list-welcome__lead">
        {t("Your keys are made and your certificates are in place. You can talk now.")}
      </p>
      <p class="list-welcome__point">
        <Icon name="shield" />
        <span>{t("Messages are sealed in this browser, and no server can open them.")}</span>
      </p>
    </section>
  );
}
