/** A dialog that stands at once, and whose content is loaded when it is first opened. */

import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Button } from "./button.tsx";
import { type EarlyTyping, isHeld, typeAgain, typedInto } from "./early_typing.ts";
import { Modal, type ModalProps } from "./modal.tsx";
import { Note } from "./note.tsx";

/** Content that is loaded when it is first shown, and is there at once from then on. */
export interface LaterContent<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  loaded?: ComponentType<Props>;
}

/** One for each content, beside the components that show it. */
export function later<Props>(load: () => Promise<ComponentType<Props>>): LaterContent<Props> {
  return { load };
}

export interface DialogOnDemandProps<Props> extends Omit<ModalProps, "children"> {
  /**
   * The name of the field that the content begins with, where it begins with one: it can be typed
   * into at once, and the content's field with `autofocus` goes on from there.
   */
  field?: string | undefined;
  content: LaterContent<Props>;
  /** What the content is drawn with. */
  with: Props;
}

/**
 * The frame stands at once, so the first keys belong to the dialog. When the content comes, the
 * focus goes where it would have been from the beginning: to what has `autofocus` or took it, else
 * to the first button.
 */
export function DialogOnDemand<Props extends object>(
  { field, content, with: props, ...frame }: DialogOnDemandProps<Props>,
) {
  const [isLoaded, setLoaded] = useState(content.loaded !== undefined);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const wait = useRef<HTMLDivElement>(null);
  const early = useRef<HTMLInputElement>(null);
  const held = useRef<string[]>([]);
  /** While an input method composes a word, which would be lost with its field. */
  const composing = useRef<PromiseWithResolvers<void>>();
  /** What the content takes over. */
  const taken = useRef<{ dialog: HTMLDialogElement; typing: EarlyTyping | undefined }>();

  useEffect(() => {
    if (isLoaded) return;
    let closed = false;
    const come = async () => {
      content.loaded = await content.load();
      await composing.current?.promise;
      const dialog = wait.current?.closest("dialog") ?? null;
      if (closed || dialog === null) return;
      const typing = early.current === null ? undefined : typedInto(early.current, held.current);
      taken.current = { dialog, typing };
      setLoaded(true);
    };
    setFailed(false);
    come().catch((error: unknown) => {
      console.error(error);
      if (!closed) setFailed(true);
    });
    return () => void (closed = true);
  }, [tries]);

  useLayoutEffect(() => {
    if (taken.current === undefined) return;
    const { dialog, typing } = taken.current;
    const first = dialog.querySelector<HTMLElement>("[autofocus]");
    // Not where the content, or the person, has taken it somewhere.
    if (dialog === document.activeElement || !dialog.contains(document.activeElement)) {
      (first ?? dialog.querySelector("button"))?.focus();
    }
    if (first instanceof HTMLInputElement && typing !== undefined) void typeAgain(first, typing);
  }, [isLoaded]);

  const Content = content.loaded;
  return (
    <Modal {...frame}>
      {isLoaded && Content !== undefined
        ? <Content {...props} />
        : (
          <div class="dialog__wait" ref={wait}>
            {field === undefined ? null : (
              <input
                type="text"
                class="input"
                ref={early}
                aria-label={field}
                autofocus
                autocomplete="off"
                spellcheck={false}
                dir="auto"
                onCompositionStart={() => composing.current = Promise.withResolvers()}
                onCompositionEnd={() => composing.current?.resolve()}
                onInput={() => held.current = []}
                onKeyDown={(event) => {
                  if (!isHeld(event)) return;
                  event.preventDefault();
                  held.current.push(event.key);
                }}
              />
            )}
            {failed
              ? (
                <>
                  <Note look="danger" icon="alert" role="alert">
                    {t(
                      "This could not be loaded. Check your connection and try again; if that does not help, reload the page.",
                    )}
                  </Note>
                  <div class="dialog__foot">
                    <Button look="outline" icon="retry" onClick={() => setTries(tries + 1)}>
                      {t("Try again")}
                    </Button>
                  </div>
                </>
              )
              : (
                <p role="status" tabIndex={-1} autofocus={field === undefined}>
                  <span class="spinner" aria-hidden="true" /> {t("Loading…")}
                </p>
              )}
          </div>
        )}
    </Modal>
  );
}
