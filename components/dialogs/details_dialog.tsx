/** The content of the dialog about a message: who signed it, with which certificate, and when. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MessageDetails } from "../../client/model/mod.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import { t } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { BreakableCode } from "../kit/breakable_code.tsx";
import { errorText } from "../kit/error_text.ts";
import { Icon } from "../kit/icon.tsx";
import { Note } from "../kit/note.tsx";
import { readerDateWords } from "../kit/reader.ts";

export interface MessageDetailsProps {
  load: () => Promise<MessageDetails>;
  /** Compares keys with the sender; absent for one's own messages. */
  onCompare: (() => void) | undefined;
}

/** Who signed a message, with which certificate and when, and what became of it. */
export function MessageDetailsContent({ load, onCompare }: MessageDetailsProps) {
  const [details, setDetails] = useState<MessageDetails>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    load().then(setDetails, (error) => setProblem(errorText(error)));
  }, []);
  return (
    <>
      {problem !== undefined
        ? <Note look="danger" icon="alert" role="alert">{problem}</Note>
        : details === undefined
        ? (
          <p class="details__wait" role="status">
            <span class="spinner" aria-hidden="true" /> {t("Looking it up…")}
          </p>
        )
        : <Details details={details} onCompare={onCompare} />}
    </>
  );
}

/** All that is known of a message. */
export function Details(
  { details, onCompare }: { details: MessageDetails } & Pick<MessageDetailsProps, "onCompare">,
) {
  const { sender, senderName, senderUid, certificate, edits } = details;
  return (
    <div class="details">
      <div class="details__who">
        <Avatar id={sender} name={senderName} />
        <p>
          <strong>
            <bdi>{senderName}</bdi>
          </strong>{" "}
          <bdi class="details__uid">@{senderUid}</bdi>
          <span class="details__verified">
            <Icon name="shield" /> {t("Signature and certificate hold")}
          </span>
        </p>
        {onCompare === undefined
          ? null
          : <Button small look="outline" onClick={onCompare}>{t("Safety number")}</Button>}
      </div>
      <Part title={t("When")}>
        <Fact name={t("By the sender's clock")} value={<Moment time={details.time} />} />
        <Fact name={t("By the server's clock")} value={<Moment time={details.takenAt} />} />
        <Fact
          name={t("Place in the conversation")}
          value={numberText(details.seq)}
        />
        <Fact
          name={t("Sealed with key number")}
          value={numberText(details.epoch)}
        />
      </Part>
      {details.clocksDiffer
        ? <Note look="warning" icon="clock">{clockWords(details.time, details.takenAt)}</Note>
        : null}
      <Part title={t("Signed with")}>
        <Fact name={t("Certificate of")} value={<bdi>{certificate.subject}</bdi>} />
        <Fact name={t("Valid from")} value={<Moment time={certificate.notBefore} />} />
        <Fact name={t("Valid until")} value={<Moment time={certificate.notAfter} />} />
        <Fact name={t("Serial number")} value={<BreakableCode text={certificate.serial} />} />
        <Fact name={t("SHA-256 fingerprint")} value={<BreakableCode text={certificate.sha256} />} />
        <Fact name={t("Browser")} value={<code dir="ltr">{details.device}</code>} />
      </Part>
      <People title={t("Read by")} none={t("Nobody yet")} people={details.read} />
      <People title={t("Delivered to")} none={t("Nobody yet")} people={details.delivered} />
      {edits.length === 0 ? null : (
        <section class="details__part">
          <h3 class="details__title">{t("Earlier wordings")}</h3>
          <ol class="details__edits">
            {edits.map(({ text, time }) => (
              <li key={time}>
                <Moment time={time} />
                <p dir="auto">{plainText(text)}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function clockWords(time: string, takenAt: string): string {
  return time > takenAt
    ? t(
      "The sender's clock was ahead of the server's: one of the two was wrong. The message is shown by the server's.",
    )
    : t(
      "The server took this message well after the time that its sender gives. It may have waited for a connection, or one of the two clocks was wrong. It is shown by the server's.",
    );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="details__part">
      <h3 class="details__title">{title}</h3>
      <dl class="details__facts">{children}</dl>
    </section>
  );
}

function Fact({ name, value }: { name: ComponentChildren; value: ComponentChildren }) {
  return (
    <div class="details__fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface PeopleProps {
  title: string;
  /** In the place of an empty list. */
  none: string;
  people: MessageDetails["read"];
}

function People({ title, none, people }: PeopleProps) {
  return (
    <Part title={title}>
      {people.length === 0 ? <div class="details__fact details__none">{none}</div> : null}
      {people.map(({ name, time }) => (
        <Fact
          key={name}
          name={<bdi>{name}</bdi>}
          value={<Moment time={time} />}
        />
      ))}
    </Part>
  );
}

function Moment({ time }: { time: string }) {
  return <time dateTime={time}>{readerDateWords().full(new Date(time))}</time>;
}
