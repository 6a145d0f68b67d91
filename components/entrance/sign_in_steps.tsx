/** The words for each step of a sign-in, and the page that its outcome leads to. */

import type { SignInOutcome, SignInProgress } from "../../client/sign_in/port.ts";
import { t } from "../../i18n/i18n.ts";

function inWords(step: SignInProgress): string {
  switch (step) {
    case "checking":
      return t("Checking your name and password…");
    case "making-keys":
      return t("Making your keys in this browser…");
    case "requesting-certificates":
      return t("Asking for your certificates…");
    case "proving":
      return t("Proving that the keys are yours…");
    case "done":
      return t("Opening the chat…");
  }
}

/** What is being done now, in words; an empty line while nothing is. */
export function ProgressLine({ step }: { step: SignInProgress | undefined }) {
  return (
    <div class="progress" role="status">
      {step === undefined ? null : inWords(step)}
    </div>
  );
}

/** The page that an outcome leads to; none when the person has to choose first. */
export function outcomeAddress(outcome: SignInOutcome): string | undefined {
  switch (outcome.type) {
    case "signed-in":
      return "/chat";
    case "refused":
      return `/refused?reason=${encodeURIComponent(outcome.reason)}`;
    case "needs-enrolment":
      return undefined;
  }
}
