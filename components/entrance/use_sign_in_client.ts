/** Loads the sign-in client, and holds the entrance forms' progress and problem. */

import { useEffect, useState } from "preact/hooks";
import type { SignInClient, SignInProgress } from "../../client/sign_in/port.ts";
import { errorText } from "../kit/error_text.ts";

/** What the forms of the entrance know: their way in, how far they got and what went wrong. */
export interface SignInState {
  /** Absent until its code is there. */
  client: SignInClient | undefined;
  problem: string | undefined;
  setProblem: (problem: string | undefined) => void;
  step: SignInProgress | undefined;
  setStep: (step: SignInProgress | undefined) => void;
}

/** Loads the way in once the page runs; what goes wrong with that is the first problem. */
export function useSignInClient(load: () => Promise<SignInClient>): SignInState {
  const [client, setClient] = useState<SignInClient>();
  const [problem, setProblem] = useState<string>();
  const [step, setStep] = useState<SignInProgress>();
  useEffect(() => {
    load().then(setClient, (error) => setProblem(errorText(error)));
  }, []);
  return { client, problem, setProblem, step, setStep };
}
