/** The registration form, which also makes the person's keys. */

import { useRef, useState } from "preact/hooks";
import {
  checkFullName,
  checkMail,
  checkPassword,
  checkUid,
  MAX_PASSWORD_CHARS,
  MIN_PASSWORD_CHARS,
  normalizeFullName,
  normalizeMail,
} from "../client/sign_in/form_rules.ts";
import type { SignInClient } from "../client/sign_in/port.ts";
import { EntranceTitle, NeedsScript } from "../components/entrance/entrance.tsx";
import { EntranceForm } from "../components/entrance/entrance_form.tsx";
import { ErrorSummary, showProblems } from "../components/entrance/error_summary.tsx";
import { type PasswordRule, PasswordRules } from "../components/entrance/password_rules.tsx";
import { outcomeAddress } from "../components/entrance/sign_in_steps.tsx";
import { UnsupportedCard } from "../components/entrance/unsupported_card.tsx";
import { useSignInClient } from "../components/entrance/use_sign_in_client.ts";
import { errorText } from "../components/kit/error_text.ts";
import { Field, type FieldProps, PasswordField } from "../components/kit/field.tsx";
import { served, t } from "../i18n/i18n.ts";
import { usePageLanguage } from "../i18n/page.ts";
import { AppError } from "../protocol/errors.ts";

usePageLanguage();

async function loadClient(): Promise<SignInClient> {
  return (await import("../client/sign_in/page.ts")).signInClient;
}

const FIELDS = ["uid", "fullName", "mail", "password", "repeat"] as const;
type FieldName = typeof FIELDS[number];
type Values = Record<FieldName, string>;
type Errors = Partial<Record<FieldName, string>>;

function labelOf(name: FieldName): string {
  switch (name) {
    case "uid":
      return t("Username");
    case "fullName":
      return t("Full name");
    case "mail":
      return t("Email");
    case "password":
      return t("Password");
    case "repeat":
      return t("Repeat password");
  }
}

/** A new account: the person's data, then keys made in this browser and their certificates. */
export default function RegisterForm() {
  const { client, problem, setProblem, step, setStep } = useSignInClient(loadClient);
  const [values, setValues] = useState<Values>();
  const [errors, setErrors] = useState<Errors>({});
  const [submitted, setSubmitted] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  /** Checks what was left, and what is being mended: nobody is corrected while typing. */
  const review = (name: FieldName, left: boolean) => {
    if (form.current === null) return;
    const now = read(form.current);
    setValues(now);
    const shown = errors[name] !== undefined;
    if (!shown && (!left || now[name] === "")) return;
    setErrors((before) => withError(before, name, fieldProblem(name, now)));
  };

  const create = async () => {
    if (client === undefined || form.current === null || step !== undefined) return;
    const now = read(form.current);
    const found = allProblems(now);
    setValues(now);
    setErrors(found);
    setSubmitted(true);
    setProblem(undefined);
    const wrong = FIELDS.find((name) => found[name] !== undefined);
    if (wrong !== undefined) {
      showProblems(wrong);
      return;
    }
    setStep("making-keys");
    const { uid, fullName, mail, password } = now;
    try {
      const outcome = await client.register({ uid, fullName, mail, password }, setStep);
      // The account stands; where its proof did not, the sign-in takes it up again.
      location.assign(outcomeAddress(outcome) ?? "/login");
    } catch (error) {
      const field = error instanceof AppError
        ? FIELDS.find((name) => name === error.field)
        : undefined;
      if (field === undefined) setProblem(errorText(error));
      else setErrors({ [field]: errorText(error) });
      showProblems(field);
      setStep(undefined);
    }
  };

  const unsupported = client?.unsupported();
  if (unsupported !== undefined) {
    return <UnsupportedCard title={t("This browser cannot take part")} reason={unsupported} />;
  }

  const field = (name: FieldName): FieldProps => ({
    id: name,
    name,
    label: labelOf(name),
    error: errors[name],
    required: true,
    onInput: () => review(name, false),
    // Left for another field. On the way to the button nothing may move under the pointer, or the
    // press would miss it.
    onBlur: (event) => review(name, event.relatedTarget instanceof HTMLInputElement),
  });
  const wrongFields = FIELDS.flatMap((name) => {
    const message = errors[name];
    return message === undefined ? [] : [{ id: name, label: labelOf(name), message }];
  });

  return (
    <div class="entrance__card">
      <EntranceTitle title={t("Create your account")}>
        {t("Your keys are made in this browser and stay in it.")}
      </EntranceTitle>
      <NeedsScript />
      <EntranceForm
        form={form}
        action={t("Create account")}
        ready={client !== undefined}
        step={step}
        onSubmit={() => void create()}
        otherWay={
          <>
            {t("Already registered?")} <a href="/login">{t("Sign in")}</a>
          </>
        }
      >
        <ErrorSummary problem={problem} fields={submitted ? wrongFields : []} />
        <Field
          {...field("uid")}
          dir="ltr"
          help={t(
            "Lower-case letters, digits, dot, dash and underscore. It cannot be changed later.",
          )}
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
        />
        <Field {...field("fullName")} autocomplete="name" dir="auto" />
        <Field
          {...field("mail")}
          dir="ltr"
          type="email"
          inputMode="email"
          autocomplete="email"
          autocapitalize="off"
          spellcheck={false}
        />
        <PasswordField
          {...field("password")}
          help={<PasswordRules rules={passwordRules(values)} />}
          autocomplete="new-password"
        />
        <PasswordField {...field("repeat")} autocomplete="new-password" />
      </EntranceForm>
    </div>
  );
}

function read(form: HTMLFormElement): Values {
  const data = new FormData(form);
  const text = (name: FieldName) => String(data.get(name) ?? "");
  return {
    uid: text("uid").trim(),
    fullName: normalizeFullName(text("fullName")),
    mail: normalizeMail(text("mail")),
    password: text("password"),
    repeat: text("repeat"),
  };
}

function fieldProblem(name: FieldName, values: Values): string | undefined {
  switch (name) {
    case "uid":
      return checkUid(values.uid)?.message;
    case "fullName":
      return checkFullName(values.fullName)?.message;
    case "mail":
      return checkMail(values.mail)?.message;
    case "password":
      return checkPassword(values.password, values)?.message;
    case "repeat":
      return values.repeat === values.password ? undefined : t("The two passwords differ.");
  }
}

function allProblems(values: Values): Errors {
  return FIELDS.reduce<Errors>(
    (errors, name) => withError(errors, name, fieldProblem(name, values)),
    {},
  );
}

function withError(errors: Errors, name: FieldName, message: string | undefined): Errors {
  const { [name]: _before, ...others } = errors;
  return message === undefined ? others : { ...others, [name]: served(message) };
}

function passwordRules(values: Values | undefined): PasswordRule[] {
  const password = values?.password ?? "";
  const reason = values === undefined ? "too-short" : checkPassword(password, values)?.reason;
  return [
    {
      text: t("{least} to {most} characters", {
        least: MIN_PASSWORD_CHARS,
        most: MAX_PASSWORD_CHARS,
      }),
      met: password !== "" && reason !== "too-short" && reason !== "too-long",
    },
    {
      text: t("Not a common password, and not your own name"),
      met: password !== "" && reason === undefined,
    },
  ];
}
