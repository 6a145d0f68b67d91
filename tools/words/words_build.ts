/** Builds each language's words as scripts for the pages. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { wordsScript } from "../../i18n/page.ts";
import { withShortNames } from "../../i18n/short_names.ts";
import { allPageWords } from "./page_words.ts";
import { sourceFiles } from "./source_texts.ts";

/**
 * Writes the words of the pages that are not in English as scripts of their own, and those of what
 * is shown on demand as JSON, each under a name with a hash of what it holds, so that a browser
 * keeps it for good and the service worker finds it among the files of the build. The pages learn
 * the addresses as `WORDS_ADDRESSES`.
 */
export function wordsBuild(): Plugin {
  let files = new Map<string, string>();
  return {
    name: "talkywalky:words",
    apply: "build",
    async config() {
      const addresses: Record<string, string> = {};
      files = new Map();
      for (const { set, language, words } of allPageWords(await sourceFiles())) {
        const isScript = set !== "chat-later";
        const short = withShortNames(words);
        const content = isScript ? wordsScript(short) : JSON.stringify(short);
        const hash = createHash("sha256").update(content).digest("base64url").slice(0, 8);
        const path = `assets/words/${set}-${language}-${hash}.${isScript ? "js" : "json"}`;
        files.set(path, content);
        addresses[`${set}-${language}`] = `/${path}`;
      }
      return { define: { WORDS_ADDRESSES: JSON.stringify(addresses) } };
    },
    buildStart() {
      if (this.environment.name !== "client") return;
      for (const [fileName, source] of files) this.emitFile({ type: "asset", fileName, source });
    },
  };
}
