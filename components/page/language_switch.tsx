/** Links to the page in each language, for pages before the chat. */

import { LANGUAGES } from "../../i18n/i18n.ts";
import { languageAddress } from "./language_choice.ts";
import { rendering } from "./rendering.ts";

/** Links to the page in each language, for pages before the chat; they need no script. */
export function LanguageSwitch() {
  const { address, language } = rendering();
  return (
    <ul class="languages" role="list">
      {LANGUAGES.map(({ code, name }) => (
        <li key={code}>
          <a
            class="languages__link"
            href={languageAddress(address, code)}
            lang={code}
            hreflang={code}
            {...(code === language ? { "aria-current": "true" as const } : {})}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
