/** The about page: versions and the authority's certificate. */

import { t } from "../../i18n/i18n.ts";
import { Facts } from "../kit/facts.tsx";
import { Reading, ReadingSection } from "./reading.tsx";

export interface AboutPageProps {
  version: string;
  /** Of the frames between browser and server. */
  wireVersion: number;
  authority: {
    /** The root certificate's name, such as `O=Example, CN=Example Root`. */
    name: string;
    /** SHA-256 of the root certificate, colon-separated upper-case hex. */
    sha256: string;
  };
}

/** What this is, its versions, and the authority that everybody's keys hang on. */
export function AboutPage({ version, wireVersion, authority }: AboutPageProps) {
  return (
    <Reading
      title={t("About TalkyWalky")}
      lead={t(
        "End-to-end encrypted chat for an organisation: who you are comes from its directory, what you may sign with from its own authority, and what you say is read by the members only.",
      )}
    >
      <ReadingSection id="versions" title={t("Versions")}>
        <Facts
          facts={[
            { name: t("TalkyWalky"), value: version },
            { name: t("Protocol between browser and server"), value: String(wireVersion) },
          ]}
        />
      </ReadingSection>
      <ReadingSection id="authority" title={t("The authority")}>
        <p>
          {t(
            "Every certificate hangs on this one. Compare the fingerprint with the one that your administrator gave you on another way; in the chat, Settings and About says whether it is the one that your browser pinned.",
          )}
        </p>
        <Facts
          facts={[
            { name: t("Name"), value: authority.name, code: true },
            { name: t("Fingerprint (SHA-256)"), value: authority.sha256, code: true },
          ]}
        />
        <p>
          <a href="/ca/root.pem" download>{t("Download the root certificate")}</a>
        </p>
      </ReadingSection>
      <ReadingSection id="fonts" title={t("Fonts")}>
        <p>
          {t(
            "Source Serif 4, Inter, VT323 and OpenDyslexic come with this program under the SIL Open Font License 1.1. Nothing is loaded from another host.",
          )}
        </p>
      </ReadingSection>
    </Reading>
  );
}
