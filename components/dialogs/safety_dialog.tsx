/** The content of the dialog with the safety number that two people compare. */

import { useEffect, useState } from "preact/hooks";
import type { SafetyView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { errorText } from "../kit/error_text.ts";
import { Icon } from "../kit/icon.tsx";
import { Note } from "../kit/note.tsx";
import { readerDateWords } from "../kit/reader.ts";
import { withNodes } from "../kit/with_nodes.tsx";

/** Digits of one group, as they are read aloud. */
const GROUP = /\d{5}/g;

export interface SafetyNumberProps {
  person: { fullName: string; uid: string };
  load: () => Promise<SafetyView>;
  /** The digits of this key are the same on both screens. */
  onVerify: (key: string) => Promise<void>;
  onUnverify: (key: string) => Promise<void>;
  onCopy: (text: string) => void;
}

/** The number that two people compare to be sure of each other's keys, without the authority. */
export function SafetyNumber({ load, ...rest }: SafetyNumberProps) {
  const { person } = rest;
  const [safety, setSafety] = useState<SafetyView>();
  const [problem, setProblem] = useState<string>();
  const look = () => load().then(setSafety, (error) => setProblem(errorText(error)));
  useEffect(() => void look(), []);
  const attempt = async (work: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(errorText(error));
    }
    await look();
  };
  return (
    <>
      <p class="safety__who">
        {withNodes(t("Of you and {name} ({uid})"), {
          name: <bdi>{person.fullName}</bdi>,
          uid: <bdi>@{person.uid}</bdi>,
        })}
      </p>
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      {safety !== undefined
        ? <Safety key={safety.digits} safety={safety} attempt={attempt} {...rest} />
        : problem === undefined
        ? (
          <p class="details__wait" role="status">
            <span class="spinner" aria-hidden="true" /> {t("Looking it up…")}
          </p>
        )
        : null}
    </>
  );
}

interface SafetyProps extends Omit<SafetyNumberProps, "load"> {
  safety: SafetyView;
  attempt: (work: () => Promise<void>) => Promise<void>;
}

function Safety({ safety, person, attempt, onVerify, onUnverify, onCopy }: SafetyProps) {
  const { digits, key, accepted, verifiedAt } = safety;
  const [busy, setBusy] = useState(false);
  const [differs, setDiffers] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    await attempt(work);
    setBusy(false);
  };
  const groups = digits.match(GROUP) ?? [];
  return (
    <>
      <div class="prose">
        <p>
          {withNodes(
            t(
              "{name} finds the same number in the menu of your conversation. Read it to each other when you meet, or in a call in which you know each other's voice.",
            ),
            { name: <bdi>{person.fullName}</bdi> },
          )}
        </p>
      </div>
      <div class="safety">
        <p class="safety__digits" dir="ltr">
          {groups.map((group, index) => <span key={group + index}>{`${group} `}</span>)}
        </p>
        <Button small icon="copy" onClick={() => onCopy(groups.join(" "))}>
          {t("Copy the number")}
        </Button>
      </div>
      {accepted ? null : (
        <Note look="warning" icon="key">
          {t(
            "This is of new keys, which you have not accepted. Confirming the number accepts them.",
          )}
        </Note>
      )}
      {verifiedAt === undefined ? null : (
        <p class="safety__done" role="status">
          <Icon name="shield" /> {t("You compared it on {date}.", {
            date: readerDateWords().full(new Date(verifiedAt)),
          })}
        </p>
      )}
      {differs && verifiedAt === undefined
        ? (
          <Note look="danger" icon="alert" role="alert">
            {t(
              "Then somebody may stand between you. Write nothing here that others must not read, and tell your administrator.",
            )}
          </Note>
        )
        : null}
      <div class="dialog__foot">
        {verifiedAt === undefined
          ? (
            <>
              <Button look="outline" onClick={() => setDiffers(true)}>{t("They differ")}</Button>
              <Button look="primary" busy={busy} onClick={() => void run(() => onVerify(key))}>
                {t("They are the same")}
              </Button>
            </>
          )
          : (
            <Button look="outline" busy={busy} onClick={() => void run(() => onUnverify(key))}>
              {t("Take the mark away")}
            </Button>
          )}
      </div>
    </>
  );
}
