import { useEffect, useRef, useState } from "preact/hooks";
import type { SignInOutcome, SignInProgress } from "../client/model.ts";
import { Button } from "../components/button.tsx";
import { Enrolment } from "../components/entrance/enrolment.tsx";
import { EntranceTitle, NeedsScript } from "../components/entrance/entrance.tsx";
import { outcomeAddress, ProgressLine } from "../components/entrance/sign_in_steps.tsx";
import { UnsupportedCard } from "../components/entrance/unsupported_card.tsx";
import { errorText } from "../components/error_text.ts";
import { Field, PasswordField } from "../components/field.tsx";
import { Note } from "../components/note.tsx";
import { t } from "../i18n/i18n.ts";
import { usePageLanguage } from "../i18n/page.ts";

usePageLanguage();

type Enrolling = Extract<SignInOutcome, { type: "needs-enrolment" }>;
type Client = typeof import("../client/sign_in.ts").signInClient;

/**
 * The sign-in: name and password, then new keys where this browser has none.
 *
 * @param props.registrationOpen whether people may make accounts by themselves.
 */
export default function SignInForm({ registrationOpen }: { registrationOpen: boolean }) {
  const [client, setClient] = useState<Client>();
  const [problem, setProblem] = useState<string>();
  const [step, setStep] = useState<SignInProgress>();
  const [enrolling, setEnrolling] = useState<Enrolling>();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    import("../client/sign_in.ts").then(
      ({ signInClient }) => setClient(signInClient),
      (error) => setProblem(errorText(error)),
    );
  }, []);
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
    // Directories compare names without case, and phones begin a field with a capital.
    const uid = String(data.get("username")).trim().toLowerCase();
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
          hadKeysBefore={enrolling.hadKeysBefore}
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
      <form
        ref={form}
        class="form"
        method="post"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          signIn();
        }}
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
        {/* Until the code is there, the browser's own way of sending a form stays shut. */}
        <Button
          type="submit"
          look="primary"
          wide
          busy={step !== undefined}
          disabled={client === undefined}
        >
          {t("Sign in")}
        </Button>
        <ProgressLine step={step} />
        {registrationOpen && (
          <p class="entrance__switch">
            {t("New here?")} <a href="/register">{t("Create an account")}</a>
          </p>
        )}
      </form>
    </div>
  );
}
