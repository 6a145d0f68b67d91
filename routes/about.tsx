import { Head } from "fresh/runtime";
import type { Handler, PageProps } from "fresh/types";
import { AboutPage, type AboutPageProps } from "../components/help/about_page.tsx";
import { t } from "../i18n/i18n.ts";
import { WIRE_VERSION } from "../protocol/frames/socket.ts";
import { VERSION } from "../protocol/version.ts";
import { authorityFacts } from "../server/http/authority_facts.ts";
import { services } from "../server/services.ts";

export const handlers = {
  GET: async () => {
    const { root } = await services().authority.chain();
    const data = {
      version: VERSION,
      wireVersion: WIRE_VERSION,
      authority: await authorityFacts(root),
    } satisfies AboutPageProps;
    return { data };
  },
} satisfies Handler;

export default function About({ data }: PageProps<AboutPageProps>) {
  return (
    <>
      <Head>
        <title>{`${t("About TalkyWalky")} · TalkyWalky`}</title>
      </Head>
      <AboutPage {...data} />
    </>
  );
}
