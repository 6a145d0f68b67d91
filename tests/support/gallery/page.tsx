/** Draws one screen of the gallery by the page's path, with the real islands on made-up data. */

import { render } from "preact";
import { Entrance } from "../../../components/entrance/entrance.tsx";
import { OfflinePage } from "../../../components/entrance/offline_page.tsx";
import { RefusedPage } from "../../../components/entrance/refused_page.tsx";
import Chat from "../../../islands/Chat.tsx";
import RegisterForm from "../../../islands/RegisterForm.tsx";
import SignInForm from "../../../islands/SignInForm.tsx";

const query = new URLSearchParams(location.search);

function Screen() {
  switch (location.pathname) {
    case "/chat":
      return <Chat />;
    case "/offline":
      return <OfflinePage />;
    case "/register":
      return (
        <Entrance>
          <RegisterForm />
        </Entrance>
      );
    case "/refused":
      return <RefusedPage reason={query.get("reason")} />;
    default:
      return (
        <Entrance>
          <SignInForm registrationOpen />
        </Entrance>
      );
  }
}

if (query.has("rtl")) document.documentElement.dir = "rtl";
render(<Screen />, document.body);
