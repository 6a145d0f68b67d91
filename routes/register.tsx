import { Head } from "fresh/runtime";
import { Entrance } from "../components/entrance/entrance.tsx";
import RegisterForm from "../islands/RegisterForm.tsx";

export default function RegisterPage() {
  return (
    <>
      <Head>
        <title>Create your account · TalkyWalky</title>
      </Head>
      <Entrance>
        <RegisterForm />
        <p class="entrance__switch">
          Already registered? <a href="/login">Sign in</a>
        </p>
      </Entrance>
    </>
  );
}
