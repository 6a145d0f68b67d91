/** The page that asks before new keys are made in a browser without the person's keys. */

import type { ComponentChildren } from "preact";
import type { KeysBefore, SignInProgress } from "../../client/sign_in/port.ts";
import { Button } from "../kit/button.tsx";
import { t } from "../../i18n/i18n.ts";
import { Icon, type IconName } from "../kit/icon.tsx";
import { Note } from "../kit/note.tsx";
import { refusal } from "./refusals.ts";
import { ProgressLine } from "./sign_in_steps.tsx";

export interface EnrolmentProps {
  keysBefore: KeysBefore;
  step: SignInProgress | undefined;
  problem: string | undefined;
  onEnrol: () => void;
  onCancel: () => void;
}

/** After the right password in a browser without the person's keys: what new ones mean. */
export function Enrolment(props: EnrolmentProps) {
  const { keysBefore, step, problem, onEnrol, onCancel } = props;
  const busy = step !== undefined;
  return (
    <section class="form" aria-labelledby="enrolment-title">
      <h1 class="entrance__title" id="enrolment-title" tabIndex={-1}>
        {titleOf(keysBefore)}
      </h1>
      {keysBefore.where === "nowhere" ? <FirstKeys /> : <NewKeys before={keysBefore} />}
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <div class="enrolment__actions">
        <Button look="primary" wide busy={busy} onClick={onEnrol}>
          {t("Set up this browser")}
        </Button>
        <Button look="outline" wide disabled={busy} onClick={onCancel}>{t("Cancel")}</Button>
      </div>
      <ProgressLine step={step} />
    </section>
  );
}

function titleOf({ where }: KeysBefore): string {
  switch (where) {
    case "nowhere":
      return t("This browser needs keys of yours");
    case "elsewhere":
      return t("Your keys are not in this browser");
    case "here":
      return t("The keys in this browser are not valid any more");
  }
}

function NewKeys({ before }: { before: Exclude<KeysBefore, { where: "nowhere" }> }) {
  return (
    <>
      <p class="entrance__lead">
        {before.where === "elsewhere"
          ? t(
            "Your password is right, but the keys that open your messages are in another browser. If you still have it, sign in there. You can also make new keys here; then:",
          )
          : t("Your password is right. {what} You can make new keys here; then:", {
            what: refusal(before.reason).what,
          })}
      </p>
      <ul class="points">
        <Point icon="key" title={t("Your old certificates are revoked.")}>
          {t("Other browsers that hold the old keys cannot sign in with them any more.")}
        </Point>
        <Point icon="people" title={t("Your contacts are told.")}>
          {t("They are asked to accept your new keys before they write to you again.")}
        </Point>
        <Point icon="lock" title={t("Older messages stay closed here.")}>
          {t("What was sealed for the old keys cannot be opened with new ones.")}
        </Point>
      </ul>
    </>
  );
}

function FirstKeys() {
  return (
    <>
      <p class="entrance__lead">
        {t(
          "Your password is right. Before you can talk, this browser makes the keys that seal and open your messages, and the authority certifies them.",
        )}
      </p>
      <ul class="points">
        <Point icon="key" title={t("The keys stay here.")}>
          {t("They never leave this browser, so nobody else can read your messages.")}
        </Point>
      </ul>
    </>
  );
}

interface PointProps {
  icon: IconName;
  title: string;
  children: ComponentChildren;
}

function Point({ icon, title, children }: PointProps) {
  return (
    <li>
      <Icon name={icon} />
      <p>
        <strong>{title}</strong> {children}
      </p>
    </li>
  );
}
