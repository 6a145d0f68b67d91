/** What an empty list says, and the welcome above the lists. */

import type { ConnectionView, ListView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import { withNodes } from "../kit/with_nodes.tsx";

const SKELETON_ROWS = [0, 1, 2];

export interface ListStateProps {
  /** The whole list, whatever is shown of it. */
  list: ListView<unknown>;
  connection: ConnectionView["state"];
  /** Nothing in it answers to what was typed into the filter. */
  nothingFound: boolean;
  kind: "rooms" | "people";
}

/** What a list says of itself beside its rows, or in their place. */
export function ListState({ list, connection, nothingFound, kind }: ListStateProps) {
  switch (list.state) {
    case "loading":
      // What was kept is shown meanwhile.
      if (list.items.length > 0 || connection === "signed-out") return null;
      return connection === "reconnecting" ? <Unreachable kind={kind} /> : <Loading />;
    case "failed":
      if (connection === "signed-out") return null;
      // What is told of the connection says why.
      if (connection !== "online") {
        return list.items.length > 0 ? null : <Unreachable kind={kind} />;
      }
      return (
        <p class="list__empty" role="status">
          {kind === "rooms"
            ? t("The open rooms could not be loaded. They are asked for again by themselves.")
            : t("The list of people could not be loaded. It is asked for again by itself.")}
        </p>
      );
    case "empty":
      return (
        <p class="list__empty">
          {kind === "rooms"
            ? t("You are in no room yet. Start one, and bring people in.")
            : t("Nobody else is here yet. Colleagues appear when they register.")}
        </p>
      );
    case "here":
      return (
        <>
          {nothingFound
            ? (
              <p class="list__empty">
                {kind === "rooms" ? t("No room of that name.") : t("Nobody of that name.")}
              </p>
            )
            : null}
          {list.leavesOut ? <LeftOut kind={kind} /> : null}
        </>
      );
  }
}

/** There are more than the list can hold. */
function LeftOut({ kind }: Pick<ListStateProps, "kind">) {
  return (
    <p class="list__empty">
      {kind === "rooms"
        ? t(
          "There are more open rooms than fit into this list. To join another one, ask its admins to add you.",
        )
        : t(
          "There are more people than fit into this list. Tell your administrator whom you miss.",
        )}
    </p>
  );
}

function Loading() {
  return (
    <div class="list__loading">
      <span class="said">{t("Loading…")}</span>
      {SKELETON_ROWS.map((row) => <span class="skeleton" key={row} aria-hidden="true" />)}
    </div>
  );
}

function Unreachable({ kind }: Pick<ListStateProps, "kind">) {
  return (
    <p class="list__empty">
      {kind === "rooms"
        ? t("Rooms appear once the server can be reached.")
        : t("People appear once the server can be reached.")}
    </p>
  );
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
