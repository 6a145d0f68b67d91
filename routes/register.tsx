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
      </Entrance>
    </>
  );
}
