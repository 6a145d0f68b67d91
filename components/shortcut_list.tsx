/** The list of keyboard shortcuts, for the dialog and the help page. */

import { t } from "../i18n/i18n.ts";
import { shortcutGroups } from "./shortcuts.ts";

/** Every key that does something, in groups. `level` is that of the headings around them. */
export function ShortcutList({ level }: { level: "h3" | "h4" }) {
  const Heading = level;
  return (
    <div class="shortcuts">
      {shortcutGroups().map(({ title, shortcuts }) => (
        <section class="shortcuts__group" key={title}>
          <Heading class="shortcuts__title">{title}</Heading>
          <dl>
            {shortcuts.map(({ keys, does }) => (
              <div class="shortcuts__one" key={does}>
                <dt class="shortcuts__keys">
                  {keys.map((together, index) => (
                    <span key={together.join()}>
                      {index === 0 ? null : <span class="shortcuts__or">{t("or")}</span>}
                      <span class="shortcuts__together" dir="ltr">
                        {together.map((key) => <kbd key={key}>{key}</kbd>)}
                      </span>
                    </span>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
