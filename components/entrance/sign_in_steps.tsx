// Browser-safe: runs in the page.

import type { SignInOutcome, SignInProgress } from "../../client/model.ts";

const STEPS: Record<SignInProgress, string> = {
  "checking": "Checking your name and password…",
  "making-keys": "Making your keys in this browser…",
  "requesting-certificates": "Asking for your certificates…",
  "proving": "Proving that the keys are yours…",
  "done": "Opening the chat…",
};

/** What is being done now, in words; an empty line while nothing is. */
export function ProgressLine({ step }: { step: SignInProgress | undefined }) {
  return (
    <div class="progress" role="status">
      {step === undefined ? null : (
        <>
          <span class="spinner" aria-hidden="true" />
          {STEPS[step]}
        </>
      )}
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
