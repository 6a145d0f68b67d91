/** One message with its quote, text, file, reactions and tools. */

import { useId } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { memo } from "../kit/memo.ts";
import { readerDateWords } from "../kit/reader.ts";
import { partOf } from "./kinds.tsx";
import type { MessageActions } from "./message_actions.ts";
import { MessageTime } from "./message_time.tsx";
import { MessageTools, type MessageToolsProps } from "./message_tools.tsx";
import { Progress } from "./progress.tsx";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { type Nameable, RichText } from "./rich_text.tsx";

export interface MessageProps {
  message: MessageView;
  /** The first of its group carries the sender's name and picture. */
  first: boolean;
  /** Somebody else here bears the same name. */
  showUid: boolean;
  /** Everybody whom a text may name. */
  people: readonly Nameable[];
  selfUid: string;
  /** What can be done with it stands over its corner. */
  toolsShown: boolean;
  /** One was just led to it. */
  reached: boolean;
  actions: MessageActions;
  onOpen: MessageToolsProps["onOpen"];
}

/** One message with all that hangs on it; a row of the log. */
export const Message = memo(function Message(props: MessageProps) {
  const { message, first, toolsShown, reached, actions, onOpen } = props;
  const { key, own, state, deleted, quote } = message;
  const part = partOf(message);
  const id = useId();
  const looks = [
    `message message--${state}`,
    first ? "message--first" : "",
    own ? "message--own" : "",
    message.mentionsMe && !deleted ? "message--mention" : "",
    reached ? "message--reached" : "",
  ];
  return (
    <div
      class={looks.filter(Boolean).join(" ")}
      data-row={key}
      role="article"
      aria-labelledby={`${id}-by ${id}-text ${id}-part`}
      tabIndex={-1}
    >
      <Byline id={`${id}-by`} {...props} />
      {quote === undefined || deleted
        ? null
        : <Quote quote={quote} onReach={() => actions.reach(quote.id)} />}
      <Body id={`${id}-text`} {...props} />
      {part && <part.Drawing message={message} actions={actions} />}
      {part === undefined || message.text !== ""
        ? null
        : <span class="said" id={`${id}-part`} aria-hidden="true">{part.said(message)}</span>}
      <Marks message={message} />
      {deleted ? null : <Under message={message} actions={actions} />}
      {state === "failed" ? <Failed message={message} actions={actions} /> : null}
      {toolsShown ? <MessageTools message={message} actions={actions} onOpen={onOpen} /> : null}
    </div>
  );
});

/** Whose it is and when: above the first of a group, in the margin of the others. */
function Byline({ id, message, first, showUid }: MessageProps & { id: string }) {
  const { sender, senderName, senderUid, time } = message;
  if (!first) {
    return (
      <span class="message__margin" id={id}>
        <span class="said">{senderName},</span>
        <MessageTime time={time} />
      </span>
    );
  }
  return (
    <>
      <Avatar id={sender} name={senderName} />
      <p class="group__head" id={id}>
        <bdi class="group__name">{senderName}</bdi>
        {showUid ? <bdi class="group__uid">@{senderUid}</bdi> : null} <MessageTime time={time} />
      </p>
    </>
  );
}

function Body({ id, message, people, selfUid }: MessageProps & { id: string }) {
  const { text, own, deleted, senderName } = message;
  if (deleted) {
    return (
      <p class="message__gone" id={id}>
        <Icon name="remove" />
        <span>
          {own
            ? t("You took this message back")
            : t("{name} took this message back", { name: senderName })}
        </span>
      </p>
    );
  }
  if (text === "") return null;
  return (
    <div class="message__text" id={id}>
      <RichText text={text} members={people} selfUid={selfUid} />
    </div>
  );
}

/** Beside the text: pinned, edited, how far it got. */
function Marks({ message }: { message: MessageView }) {
  const { own, state, pinned, time, writtenAt, editedAt, deleted } = message;
  const edited = editedAt !== undefined && !deleted;
  if (!pinned && !edited && writtenAt === undefined && (!own || state === "failed" || deleted)) {
    return null;
  }
  return (
    <span class="message__marks">
      {writtenAt === undefined ? null : <WrittenAt time={time} writtenAt={writtenAt} />}
      {pinned
        ? (
          <span class="message__pin" title={t("Pinned")}>
            <Icon name="pin" />
            <span class="said">{t("Pinned")}</span>
          </span>
        )
        : null}
      {edited
        ? (
          <span
            class="message__edited"
            title={t("Edited {time}", { time: readerDateWords().full(new Date(editedAt)) })}
          >
            {t("edited")}
          </span>
        )
        : null}
      {own && state !== "failed" && !deleted ? <Progress state={state} /> : null}
    </span>
  );
}

/** By the sender's clock, which is far from the server's: a message that waited, or a wrong clock. */
function WrittenAt({ time, writtenAt }: { time: string; writtenAt: string }) {
  const words = readerDateWords();
  const written = new Date(writtenAt);
  return (
    <span
      class="message__written"
      title={t("Written {time} by the sender's clock", { time: words.full(written) })}
    >
      <Icon name="clock" />
      <span class="said">{t("By the sender's clock:")}</span>
      <time dateTime={writtenAt}>{words.clockBeside(written, new Date(time))}</time>
    </span>
  );
}

/** Below the text: reactions and answers. */
function Under({ message, actions }: { message: MessageView; actions: MessageActions }) {
  const { reactions, replies } = message;
  if (reactions.length === 0 && replies === 0) return null;
  return (
    <div class="message__under">
      <Reactions reactions={reactions} onToggle={(emoji) => actions.react(message, emoji)} />
      {replies === 0 ? null : (
        <button
          type="button"
          class="message__replies"
          title={t("Go to the first reply")}
          onClick={() => actions.firstReply(message)}
        >
          <Icon name="bubble" />
          {tn(replies, "{count} reply", "{count} replies")}
        </button>
      )}
    </div>
  );
}

function Failed({ message, actions }: { message: MessageView; actions: MessageActions }) {
  const { key, problem } = message;
  const discard = (
    <Button small icon="remove" onClick={() => actions.discard(key)}>{t("Discard")}</Button>
  );
  if (partOf(message)?.tellsProblem(message)) {
    return <div class="message__remedies">{discard}</div>;
  }
  return (
    <div class="message__problem">
      <Icon name="alert" />
      <span>{problem ?? t("This message was not sent.")}</span>
      <span class="message__remedies">
        <Button small look="outline" icon="retry" onClick={() => actions.retry(key)}>
          {t("Retry")}
        </Button>
        {discard}
      </span>
    </div>
  );
}
