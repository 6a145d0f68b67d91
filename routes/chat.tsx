/** The route of the chat, which is one island. */

import { Head } from "fresh/runtime";
import { PageWords } from "../components/page/page_words.tsx";
import Chat from "../islands/Chat.tsx";

export default function ChatPage() {
  return (
    <>
      <Head>
        <title>TalkyWalky</title>
      </Head>
      <PageWords of="chat" />
      <Chat />
    </>
  );
}
