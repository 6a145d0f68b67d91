/** The route of the registration page. */

import { Head } from "fresh/runtime";
import { Entrance } from "../components/entrance/entrance.tsx";
import { PageWords } from "../components/page/page_words.tsx";
import RegisterForm from "../islands/RegisterForm.tsx";
import { t } from "../i18n/i18n.ts";

export default function RegisterPage() {
  return (
    <>
      <Head>
        <title>{`${t("Create your account")} · TalkyWalky`}</title>
      </Head>
      <PageWords of="entrance" />
      <Entrance>
        <RegisterForm />
      </Entrance>
    </>
  );
}
