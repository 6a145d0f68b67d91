/** The route of the page about a certificate refused at sign-in. */

import { Head } from "fresh/runtime";
import type { PageProps } from "fresh/types";
import { RefusedPage } from "../components/entrance/refused_page.tsx";
import { t } from "../i18n/i18n.ts";

export default function Refused({ url }: PageProps) {
  return (
    <>
      <Head>
        <title>{`${t("You were not signed in")} · TalkyWalky`}</title>
      </Head>
      <RefusedPage reason={url.searchParams.get("reason")} />
    </>
  );
}
