/** The route of the page that the service worker shows while there is no network. */

import { Head } from "fresh/runtime";
import { OfflinePage } from "../components/entrance/offline_page.tsx";
import { t } from "../i18n/i18n.ts";

/** What the service worker shows for a page that it does not keep, while there is no network. */
export default function Offline() {
  return (
    <>
      <Head>
        <title>{`${t("No connection to the server")} · TalkyWalky`}</title>
      </Head>
      <OfflinePage />
    </>
  );
}
