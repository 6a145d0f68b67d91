import { Head } from "fresh/runtime";
import Chat from "../islands/Chat.tsx";

export default function ChatPage() {
  return (
    <>
      <Head>
        <title>TalkyWalky</title>
      </Head>
      <Chat />
    </>
  );
}
