/** The route of the sign-in page. */

import { Head } from "fresh/runtime";
import type { Handler, PageProps } from "fresh/types";
import { Entrance } from "../components/entrance/entrance.tsx";
import { PageWords } from "../components/page/page_words.tsx";
import SignInForm from "../islands/SignInForm.tsx";
import { services } from "../server/services.ts";
import { t } from "../i18n/i18n.ts";

interface LoginPageData {
  registrationOpen: boolean;
}

export const handlers = {
  GET: () => ({
    data: { registrationOpen: services().registrationOpen } satisfies LoginPageData,
  }),
} satisfies Handler;

export default function LoginPage({ data }: PageProps<LoginPageData>) {
  return (
    <>
      <Head>
        <title>{`${t("Sign in")} · TalkyWalky`}</title>
      </Head>
      <PageWords of="entrance" />
      <Entrance>
        <SignInForm registrationOpen={data.registrationOpen} />
      </Entrance>
    </>
  );
}
