/** A message's text with its markup and mentions drawn, never as HTML. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { isLoneEmoji } from "../../protocol/rich_text/lone_emoji.ts";
import { parseRichText } from "../../protocol/rich_text/parse.ts";
import type { Block, Inline, ListItem } from "../../protocol/rich_text/tree.ts";
import { CodeBlock } from "./code_block.tsx";

/** Whom a text may name. */
export interface Nameable {
  uid: string;
  fullName: string;
}

export interface RichTextProps {
  text: string;
  members: readonly Nameable[];
  /** One's own uid: being named oneself stands out more. */
  selfUid: string;
}

/** A message's text with its markup drawn; everything in it is text, never HTML. */
export function RichText({ text, members, selfUid }: RichTextProps) {
  const blocks = useMemo(() => parseRichText(text), [text]);
  const names = useMemo(
    () => new Map(members.map(({ uid, fullName }) => [uid, fullName])),
    [members],
  );
  if (isLoneEmoji(text)) return <LoneEmoji text={text} />;
  return <div class="rich">{drawBlocks(blocks, { names, selfUid }, "auto")}</div>;
}

/** The spaces between them stay out of the fonts of emoji, whose space is as wide as an emoji. */
function LoneEmoji({ text }: { text: string }) {
  return (
    <p class="rich--emoji" dir="auto">
      {text.trim().split(/(\s+)/u).map((part, index) =>
        index % 2 === 1 ? part : <span key={index} class="rich__emoji">{part}</span>
      )}
    </p>
  );
}

interface People {
  names: ReadonlyMap<string, string>;
  selfUid: string;
}

/** Within a quote or a list nothing has a direction of its own, or theirs would not be found. */
function drawBlocks(
  blocks: readonly Block[],
  people: People,
  dir: "auto" | undefined,
): ComponentChildren {
  return blocks.map((block, index) => (
    <BlockPart key={index} block={block} people={people} dir={dir} />
  ));
}

function BlockPart(
  { block, people, dir }: { block: Block; people: People; dir: "auto" | undefined },
) {
  switch (block.type) {
    case "paragraph":
      return <p class="rich__text" dir={dir}>{drawInline(block.children, people)}</p>;
    case "code":
      return <CodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote class="rich__quote" dir={dir}>
          {drawBlocks(block.blocks, people, undefined)}
        </blockquote>
      );
    case "list": {
      const items = block.items.map((item, index) => drawItem(item, index, people));
      return block.ordered
        ? <ol class="rich__list" dir={dir}>{items}</ol>
        : <ul class="rich__list" dir={dir}>{items}</ul>;
    }
  }
}

function drawItem({ number, blocks }: ListItem, index: number, people: People) {
  return (
    <li key={index} {...(number === undefined ? {} : { value: number })}>
      {drawBlocks(blocks, people, undefined)}
    </li>
  );
}

function drawInline(children: readonly Inline[], people: People): ComponentChildren {
  return children.map((one, index) => <InlinePart key={index} part={one} people={people} />);
}

function InlinePart({ part, people }: { part: Inline; people: People }) {
  switch (part.type) {
    case "text":
      return <>{part.text}</>;
    case "bold":
      return <strong>{drawInline(part.children, people)}</strong>;
    case "italic":
      return <em>{drawInline(part.children, people)}</em>;
    case "strike":
      return <s>{drawInline(part.children, people)}</s>;
    case "code":
      return <code class="rich__code" dir="auto">{part.text}</code>;
    case "link":
      return (
        <a
          class="rich__link"
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          dir="ltr"
        >
          {part.text}
        </a>
      );
    case "mention":
      return <Mention uid={part.uid} text={part.text} people={people} />;
  }
}

function Mention({ uid, text, people }: { uid: string; text: string; people: People }) {
  const fullName = people.names.get(uid);
  if (fullName === undefined) return <>{text}</>;
  const own = uid === people.selfUid;
  return (
    <bdi
      class={own ? "rich__mention rich__mention--own" : "rich__mention"}
      title={own ? t("{name} (you)", { name: fullName }) : fullName}
    >
      {text}
    </bdi>
  );
}
