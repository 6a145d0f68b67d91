// Browser-safe: runs in the page.

import type { SignInProgress } from "../../client/model.ts";
import { Button } from "../button.tsx";
import { Icon } from "../icon.tsx";
import { Note } from "../note.tsx";
import { ProgressLine } from "./sign_in_steps.tsx";

export interface EnrolmentProps {
  /** Whether other keys of this person were certified before. */
  hadKeysBefore: boolean;
  step: SignInProgress | undefined;
  problem: string | undefined;
  onEnrol: () => void;
  onCancel: () => void;
}

/** After the right password in a browser without the person's keys: what new ones mean. */
export function Enrolment(props: EnrolmentProps) {
  const { hadKeysBefore, step, problem, onEnrol, onCancel } = props;
  const busy = step !== undefined;
  return (
    <section class="form" aria-labelledby="enrolment-title">
      <h1 class="entrance__title" id="enrolment-title" tabIndex={-1}>
        {hadKeysBefore ? "Your keys are not in this browser" : "This browser needs keys of yours"}
      </h1>
      {hadKeysBefore ? <KeysBefore /> : <FirstKeys />}
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <div class="enrolment__actions">
        <Button look="primary" wide busy={busy} onClick={onEnrol}>Set up this browser</Button>
        <Button look="outline" wide disabled={busy} onClick={onCancel}>Cancel</Button>
      </div>
      <ProgressLine step={step} />
    </section>
  );
}

function KeysBefore() {
  return (
    <>
      <p class="entrance__lead">
        Your password is right, but the keys that open your messages are in another browser. If you
        still have it, sign in there. You can also make new keys here; then:
      </p>
      <ul class="points">
        <li>
          <Icon name="key" />
          <p>
            <strong>Your old certificates are revoked.</strong>{" "}
            Other browsers that hold the old keys cannot sign in with them any more.
          </p>
        </li>
        <li>
          <Icon name="people" />
          <p>
            <strong>Your contacts are told.</strong>{" "}
            They are asked to accept your new keys before they write to you again.
          </p>
        </li>
        <li>
          <Icon name="lock" />
          <p>
            <strong>Older messages stay closed here.</strong>{" "}
            What was sealed for the old keys cannot be opened with new ones.
          </p>
        </li>
      </ul>
    </>
  );
}

function FirstKeys() {
  return (
    <>
      <p class="entrance__lead">
        Your password is right. Before you can talk, this browser makes the keys that seal and open
        your messages, and the authority certifies them.
      </p>
      <ul class="points">
        <li>
          <Icon name="key" />
          <p>
            <strong>The keys stay here.</strong>{" "}
            They never leave this browser, so nobody else can read your messages.
          </p>
        </li>
      </ul>
    </>
  );
}
