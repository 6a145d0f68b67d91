/** What the markup of a message says. Texts are as typed: whoever draws them draws text, not HTML. */

export type Mark = "bold" | "italic" | "strike";

export type Inline =
  /** May hold line feeds, which are kept. */
  | { type: "text"; text: string }
  | { type: Mark; children: Inline[] }
  | { type: "code"; text: string }
  /** `text` is the whole address, with the host that the browser would go to. */
  | { type: "link"; href: string; text: string }
  /** `text` is `@` and the uid as typed; whether there is such a member, the parser cannot know. */
  | { type: "mention"; uid: string; text: string };

export interface ListItem {
  /** As typed, in a numbered list. */
  number?: number;
  blocks: Block[];
}

export type Block =
  /** Text as it stands, its blank lines too. */
  | { type: "paragraph"; children: Inline[] }
  /** `language` is the word after the fence; empty for none. */
  | { type: "code"; language: string; text: string }
  | { type: "quote"; blocks: Block[] }
  | { type: "list"; ordered: boolean; items: ListItem[] };
