/** The sign-in form: username and password, then new keys where this browser has none. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { SignInClient, SignInOutcome } from "../client/sign_in/port.ts";
import { Enrolment } from "../components/entrance/enrolment.tsx";
import { EntranceTitle, NeedsScript } from "../components/entrance/entrance.tsx";
import { EntranceForm } from "../components/entrance/entrance_form.tsx";
import { outcomeAddress } from "../components/entrance/sign_in_steps.tsx";
import { UnsupportedCard } from "../components/entrance/unsupported_card.tsx";
import { useSignInClient } from "../components/entrance/use_sign_in_client.ts";
import { errorText } from "../components/kit/error_text.ts";
import { Field, PasswordField } from "../components/kit/field.tsx";
import { Note } from "../components/kit/note.tsx";
import { t } from "../i18n/i18n.ts";
import { usePageLanguage } from "../i18n/page.ts";

usePageLanguage();

type Enrolling = Extract<SignInOutcome, { type: "needs-enrolment" }>;

async function loadClient(): Promise<SignInClient> {
  return (await import("../client/sign_in/page.ts")).signInClient;
}

/**
 * The sign-in: name and password, then new keys where this browser has none.
 *
 * @param props.registrationOpen whether people may make accounts by themselves.
 */
export default function SignInForm({ registrationOpen }: { registrationOpen: boolean }) {
  const { client, problem, setProblem, step, setStep } = useSignInClient(loadClient);
  const [enrolling, setEnrolling] = useState<Enrolling>();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (enrolling !== undefined) document.getElementById("enrolment-title")?.focus();
  }, [enrolling]);

  const run = async (attempt: () => Promise<SignInOutcome>) => {
    if (step !== undefined) return;
    setProblem(undefined);
    setStep("checking");
    try {
      const outcome = await attempt();
      const address = outcomeAddress(outcome);
      if (address !== undefined) {
        // The progress line stays until the next page is there.
        location.assign(address);
        return;
      }
      if (outcome.type === "needs-enrolment") setEnrolling(outcome);
    } catch (error) {
      setProblem(errorText(error));
      form.current?.querySelector<HTMLInputElement>("#password")?.select();
    }
    setStep(undefined);
  };

  const signIn = () => {
    if (client === undefined || form.current === null) return;
    const data = new FormData(form.current);
    const uid = String(data.get("username")).trim();
    const password = String(data.get("password"));
    if (uid === "" || password === "") {
      setProblem(t("Enter your username and your password."));
      return;
    }
    void run(() => client.signIn({ uid, password }, setStep));
  };

  const unsupported = client?.unsupported();
  if (unsupported !== undefined) {
    return <UnsupportedCard title={t("This browser cannot sign in")} reason={unsupported} />;
  }
  if (enrolling !== undefined && client !== undefined) {
    return (
      <div class="entrance__card">
        <Enrolment
          keysBefore={enrolling.keysBefore}
          step={step}
          problem={problem}
          onEnrol={() => void run(() => client.enrol(enrolling.loginId, setStep))}
          onCancel={() => {
            setEnrolling(undefined);
            setProblem(undefined);
          }}
        />
      </div>
    );
  }
  return (
    <div class="entrance__card">
      <EntranceTitle title={t("Sign in")} />
      <NeedsScript />
      <EntranceForm
        form={form}
        action={t("Sign in")}
        ready={client !== undefined}
        step={step}
        onSubmit={signIn}
        otherWay={registrationOpen
          ? (
            <>
              {t("New here?")} <a href="/register">{t("Create an account")}</a>
            </>
          )
          : undefined}
      >
        {problem === undefined
          ? null
          : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
        <Field
          id="username"
          name="username"
          label={t("Username")}
          dir="ltr"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          autofocus
          required
        />
        <PasswordField
          id="password"
          name="password"
          label={t("Password")}
          autocomplete="current-password"
          required
        />
      </EntranceForm>
    </div>
  );
}
