/** The script with a page's words in its language. */

import { Head } from "fresh/runtime";
import { rendering } from "./rendering.ts";

/** Put in by the build: the file of each set of words in each language, as `chat-fr`. */
declare const WORDS_ADDRESSES: Readonly<Record<string, string | undefined>>;

/**
 * The words of a page with islands, where it is not in English. Of scripts that wait for the
 * document this stands first, so it has run when the islands begin. The words of what is shown on
 * demand are loaded with it; their address stands here for `withItsWords()` of `i18n/page.ts`.
 *
 * @param props.of which words, as in `tools/words/page_words.ts`.
 */
export function PageWords({ of }: { of: "entrance" | "chat" }) {
  const { language } = rendering();
  if (language === "en") return null;
  const later = WORDS_ADDRESSES[`${of}-later-${language}`];
  return (
    <Head>
      <script
        key="words"
        defer
        src={WORDS_ADDRESSES[`${of}-${language}`]}
        {...(later === undefined ? {} : { "data-later": later })}
      />
    </Head>
  );
}
