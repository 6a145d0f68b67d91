import { Head } from "fresh/runtime";
import { Entrance } from "../components/entrance/entrance.tsx";
import SignInForm from "../islands/SignInForm.tsx";

export default function LoginPage() {
  return (
    <>
      <Head>
        <title>Sign in · TalkyWalky</title>
      </Head>
      <Entrance>
        <SignInForm />
      </Entrance>
    </>
  );
}
