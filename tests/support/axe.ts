/** axe-core in a page: what a screen has against people who cannot see, hear or point well. */

import type { Page } from "playwright-core";

const SOURCE = await Deno.readTextFile(new URL(import.meta.resolve("axe-core/axe.min.js")));
/** The rules of WCAG 2.2, levels A and AA, and what axe-core holds to be good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Left out: of many cells that are all made alike, those behind the first rows. With them, one look
 * at the emoji picker takes as long as ten other screens.
 */
const ALIKE = [".emoji-section__grid > .emoji:nth-child(n + 28)"];

/** What lies behind it can be neither seen well nor reached, and is looked at as a screen of its own. */
const MODAL = "dialog:modal";

interface Result {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
  passes: unknown[];
}

/**
 * One line for each rule that the page breaks, with the first element that does; of a page with a
 * modal dialog, that the dialog breaks.
 *
 * @param rules only these, by axe-core's names; all by default.
 * @throws when nothing at all was checked, so that an empty page is not taken for a good one.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Not a script of the page: its content security policy does not stand in the way.
  const isThere = await page.evaluate("globalThis.axe !== undefined");
  if (!isThere) await page.evaluate(`(() => { ${SOURCE} })()`);
  const { violations, passes } = await page.evaluate(
    async ({ tags, rules, exclude, modal }) => {
      const { axe } = globalThis as unknown as {
        axe: { run(context: unknown, options: unknown): Promise<Result> };
      };
      const runOnly = rules === undefined
        ? { type: "tag", values: tags }
        : { type: "rule", values: rules };
      const isThere = (selector: string) => document.querySelector(selector) !== null;
      const { violations, passes } = await axe.run(
        isThere(modal) ? { include: [modal] } : exclude.some(isThere) ? { exclude } : document,
        { runOnly, resultTypes: ["violations"], preload: false },
      );
      return { violations, passes };
    },
    { tags: TAGS, rules: rules && [...rules], exclude: ALIKE, modal: MODAL },
  );
  if (passes.length + violations.length === 0) throw new Error("axe-core checked nothing");
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help} (${nodes.length}) ${nodes[0]?.html.slice(0, 160)} ${
      nodes[0]?.failureSummary?.replace(/\s+/g, " ").slice(0, 240) ?? ""
    }`
  );
}
