/** Draws one screen of the gallery by the page's path, with the real islands on made-up data. */

import "../../../components/page/styles.css";
import { render } from "preact";
import { applyLook } from "../../../client/preferences/apply_look.ts";
import { parseLook } from "../../../client/preferences/look.ts";
import { parsePreferences } from "../../../client/preferences/parse.ts";
import { PREFERENCES_KEY } from "../../../client/preferences/store.ts";
import { Entrance } from "../../../components/entrance/entrance.tsx";
import { OfflinePage } from "../../../components/entrance/offline_page.tsx";
import { RefusedPage } from "../../../components/entrance/refused_page.tsx";
import { AboutPage } from "../../../components/help/about_page.tsx";
import { HelpPage } from "../../../components/help/help_page.tsx";
import { setRendering } from "../../../components/page/rendering.ts";
import { dictionaryOf } from "../../../i18n/dictionaries.ts";
import { directionOf, LANGUAGES, useLanguage } from "../../../i18n/i18n.ts";
import Chat from "../../../islands/Chat.tsx";
import RegisterForm from "../../../islands/RegisterForm.tsx";
import SignInForm from "../../../islands/SignInForm.tsx";
import { WIRE_VERSION } from "../../../protocol/frames/socket.ts";
import { VERSION } from "../../../protocol/version.ts";

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
    case "/help":
      return <HelpPage />;
    case "/about":
      return (
        <AboutPage
          version={VERSION}
          wireVersion={WIRE_VERSION}
          authority={{
            name: "O=Example Organisation, CN=Example Organisation Root",
            sha256:
              "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
          }}
        />
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

/** The look that the address asks for, as if it had been chosen before: `?theme=pink&font=serif`. */
const chosen = JSON.stringify(Object.fromEntries(query));
localStorage.setItem(PREFERENCES_KEY, chosen);
applyLook(parsePreferences(chosen));

/** What the browser answered about notifications: `?notifications=denied`. */
const permission = query.get("notifications");
if (permission !== null) {
  Object.defineProperty(Notification, "permission", { get: () => permission });
}

const language = LANGUAGES.find(({ code }) => code === query.get("language"))?.code ?? "en";
useLanguage(language, dictionaryOf(language), navigator.languages);
setRendering({ look: parseLook(undefined), language, address: location.pathname });
document.documentElement.lang = language;
document.documentElement.dir = query.has("rtl") ? "rtl" : directionOf(language);
const draw = () => render(<Screen />, document.body);
draw();

/** Shows another scene of the chat in this page, from its beginning: that takes less than a new page. */
Object.assign(globalThis, {
  showScene(path: string) {
    render(null, document.body);
    history.replaceState(null, "", path);
    draw();
  },
});
