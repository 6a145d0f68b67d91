/** The settings section with versions, the trusted authority and one's own certificate. */

import { useEffect, useState } from "preact/hooks";
import type { AboutView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import { errorText } from "../kit/error_text.ts";
import { Facts } from "../kit/facts.tsx";
import { Note } from "../kit/note.tsx";
import { readerDateWords } from "../kit/reader.ts";

/** Versions, the authority that this browser trusts, and one's own certificate. */
export function AboutSection({ model, browser }: PaneProps) {
  const [about, setAbout] = useState<AboutView>();
  const [served, setServed] = useState<string>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const failed = (error: unknown) => setProblem(errorText(error));
    model.about().then(setAbout, failed);
    browser.servedAuthority().then(setServed, failed);
  }, [model, browser]);

  return (
    <>
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      {about === undefined ? null : (
        <>
          <Facts
            facts={[
              { name: t("Version"), value: about.version },
              { name: t("Authority"), value: about.authorityName, code: true },
              {
                name: t("Its fingerprint, as this browser pinned it"),
                value: about.authority,
                code: true,
              },
              { name: t("Your certificate"), value: about.certificate, code: true },
              {
                name: t("Your certificate is valid until"),
                value: readerDateWords().full(new Date(about.certificateNotAfter)),
              },
            ]}
          />
          {served === undefined ? null : <Match matches={served === about.authority} />}
        </>
      )}
      <p class="settings__ways">
        <a href="/help" target="_blank">{t("Help")}</a>
        <a href="/about" target="_blank">{t("About TalkyWalky")}</a>
      </p>
    </>
  );
}

function Match({ matches }: { matches: boolean }) {
  return matches
    ? (
      <Note icon="shield" role="status">
        {t("The certificate that the server hands out matches what this browser pinned.")}
      </Note>
    )
    : (
      <Note look="danger" icon="alert" role="alert">
        {t(
          "The certificate that the server hands out does not match what this browser pinned. Tell your administrator, and do not accept new keys of anybody until it is explained.",
        )}
      </Note>
    );
}
