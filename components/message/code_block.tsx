/** A block of code in a message, with a button to copy it. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";

/** How long the button says what became of it. */
const SAID_MS = 2_000;

type Copied = "not yet" | "done" | "failed";

/** Code as it was typed, to scroll sideways and to copy. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const [copied, setCopied] = useState<Copied>("not yet");
  useEffect(() => {
    if (copied === "not yet") return;
    const timer = setTimeout(() => setCopied("not yet"), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = () =>
    // There is no clipboard where the page came over plain http from another machine.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("none")))
      .then(() => setCopied("done"), () => setCopied("failed"));

  return (
    <figure class="code">
      <figcaption class="code__head">
        <bdi class="code__language">{language}</bdi>
        <Button
          small
          icon={copied === "done" ? "check" : "copy"}
          {...(copied === "not yet" ? { "aria-label": t("Copy code") } : {})}
          onClick={() => void copy()}
        >
          {copied === "not yet" ? t("Copy") : copied === "done" ? t("Copied") : t("Could not copy")}
        </Button>
        <span class="said" role="status">
          {copied === "done" ? t("The code was copied.") : null}
          {copied === "failed"
            ? t("The code could not be copied. Select it and copy it yourself.")
            : null}
        </span>
      </figcaption>
      <pre class="code__text" role="group" tabIndex={0} dir="ltr" aria-label={t("Code")}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
