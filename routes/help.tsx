/** The route of the help page. */

import { Head } from "fresh/runtime";
import { HelpPage } from "../components/help/help_page.tsx";
import { t } from "../i18n/i18n.ts";

export default function Help() {
  return (
    <>
      <Head>
        <title>{`${t("Help")} · TalkyWalky`}</title>
      </Head>
      <HelpPage />
    </>
  );
}
