/** The strips over the chat: connection, changed keys, and what comes from the store. */

import { useEffect, useState } from "preact/hooks";
import type { ConnectionView, MemberView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { withNodes } from "../kit/with_nodes.tsx";

const SECOND_MS = 1000;

/** The connection of a session that goes on. */
export type LiveConnection = Exclude<ConnectionView, { state: "signed-out" }>;

/** A strip over the chat while it is not in touch with the server; nothing while it is. */
export function ConnectionStrip({ connection }: { connection: LiveConnection }) {
  return (
    <div role="status" class="strip-place">
      {connection.state === "online" ? null : <Strip connection={connection} />}
    </div>
  );
}

function Strip({ connection }: { connection: Exclude<LiveConnection, { state: "online" }> }) {
  switch (connection.state) {
    case "connecting":
      return (
        <p class="strip">
          <span class="spinner" aria-hidden="true" /> {t("Connecting…")}
        </p>
      );
    case "reconnecting":
      return (
        <p class="strip strip--warning">
          <Icon name="offline" />
          <span>
            {t("No connection to the server.")} <Countdown to={connection.retryAt} />
          </span>
        </p>
      );
  }
}

/** Seconds until the next try. Only its first words are for screen readers, not each second. */
function Countdown({ to }: { to: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  // No pause is longer than a minute: more is a clock that was set back meanwhile.
  const seconds = Math.min(60, Math.max(0, Math.ceil((to - now) / SECOND_MS)));
  return (
    <>
      <span class="said">{t("It is tried again by itself.")}</span>
      <span aria-hidden="true" class="strip__countdown">
        {seconds === 0
          ? t("Trying again now…")
          : tn(seconds, "Trying again in {count} s.", "Trying again in {count} s.")}
      </span>
    </>
  );
}

export interface IdentityBannerProps {
  /** Those whose keys are not the ones this browser knows. */
  changed: readonly MemberView[];
  onAccept: (member: MemberView) => void;
  onCompare: (member: MemberView) => void;
}

/** Says whose keys changed, what that may mean, and lets the reader decide. */
export function IdentityBanner({ changed, onAccept, onCompare }: IdentityBannerProps) {
  if (changed.length === 0) return null;
  return (
    <section class="identity" aria-label={t("Changed keys")}>
      {changed.map((member) => (
        <div class="identity__person" key={member.id} role="alert">
          <Icon name="key" />
          <p class="identity__text" id={`changed-${member.id}`}>
            <strong>
              {withNodes(t("The keys of {name} ({uid}) have changed."), {
                name: <bdi>{member.fullName}</bdi>,
                uid: <bdi>@{member.uid}</bdi>,
              })}
            </strong>{" "}
            {t(
              "They may have set up a new browser, or somebody may be posing as them. Ask them in person or by phone before you accept; until then nothing is sent here.",
            )} {member.wasVerified ? t("You had compared the keys of before with them.") : ""}
          </p>
          <Button
            look="outline"
            icon="shield"
            aria-describedby={`changed-${member.id}`}
            onClick={() => onCompare(member)}
          >
            {t("Compare first")}
          </Button>
          <Button
            look="outline"
            aria-describedby={`changed-${member.id}`}
            onClick={() => onAccept(member)}
          >
            {t("Accept new keys")}
          </Button>
        </div>
      ))}
    </section>
  );
}

/** Says that what is shown comes from this browser's own store. */
export function StoredStrip({ shown }: { shown: boolean }) {
  if (!shown) return null;
  return (
    <p class="stored" role="status">
      <Icon name="offline" />
      {t("Shown from what this browser kept. The rest comes with the connection.")}
    </p>
  );
}
