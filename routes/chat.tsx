import { Head } from "fresh/runtime";
import Chat from "../islands/Chat.tsx";

export default function ChatPage() {
  return (
    <>
      <Head>
        <title>TalkyWalky</title>
        <link rel="stylesheet" href="/styles/chat.css" />
        <link rel="stylesheet" href="/styles/conversation.css" />
        <link rel="stylesheet" href="/styles/settings.css" />
        <link rel="stylesheet" href="/styles/help.css" />
        <link rel="stylesheet" href="/styles/search.css" />
      </Head>
      <Chat />
    </>
  );
}
