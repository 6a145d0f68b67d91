import { Head } from "fresh/runtime";
import { PageWords } from "../components/page/page_words.tsx";
import Chat from "../islands/Chat.tsx";

export default function ChatPage() {
  return (
    <>
      <Head>
        <title>TalkyWalky</title>
        <link rel="stylesheet" href="/styles/chat.css" />
        <link rel="stylesheet" href="/styles/conversation.css" />
        <link rel="stylesheet" href="/styles/messages.css" />
        <link rel="stylesheet" href="/styles/composer.css" />
        <link rel="stylesheet" href="/styles/rich_text.css" />
        <link rel="stylesheet" href="/styles/files.css" />
        <link rel="stylesheet" href="/styles/emoji.css" />
        <link rel="stylesheet" href="/styles/settings.css" />
        <link rel="stylesheet" href="/styles/help.css" />
        <link rel="stylesheet" href="/styles/search.css" />
        <link rel="stylesheet" href="/styles/app_shell.css" />
      </Head>
      <PageWords of="chat" />
      <Chat />
    </>
  );
}
