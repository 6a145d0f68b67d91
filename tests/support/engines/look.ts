/** How a part of a page is told from the others, and what is seen of it. Runs in the page. */

import type { Point } from "./engine.ts";

/** A part of the page. All that is given must hold; of several that fit it is the last. */
export interface Target {
  /** As assistive tools name it; `field` is anything with a value. */
  role?: string;
  /** Its accessible name, exactly. */
  name?: string;
  /** How its accessible name begins. */
  begins?: string;
  /** All of its text, exactly. */
  text?: string;
  css?: string;
  within?: Target;
}

export interface Look {
  /** How many parts fit and are shown. */
  count: number;
  /** Of the last one, in the window's CSS pixels. */
  box?: { x: number; y: number; width: number; height: number };
  text: string;
  value: string;
  disabled: boolean;
  focused: boolean;
  /** Where a press reaches it; undefined while something lies over it. */
  reach?: Point;
  /** What lies over it. */
  over?: string;
  /** Everything that the page says: who waits sees from it that something goes on. */
  page: string;
}

/**
 * What is seen of `target` now.
 *
 * @param bring brings it into view when it is out of it.
 */
export function look(target: Target, bring: boolean): Look {
  const ROLES: Record<string, string> = {
    alert: "[role=alert]",
    button: "button, [role=button], summary",
    checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
    combobox: "[role=combobox], select",
    dialog: "dialog, [role=dialog]",
    field: "input, textarea, select",
    group: "[role=group], fieldset",
    heading: "h1, h2, h3, h4, [role=heading]",
    link: "a[href]",
    listbox: "[role=listbox]",
    log: "[role=log]",
    main: "main",
    navigation: "nav, [role=navigation]",
    option: "[role=option]",
    radio: "input[type=radio]",
    region: "section[aria-label], section[aria-labelledby], [role=region]",
    switch: "[role=switch]",
  };

  const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();

  /** The text of an element as it is read out: what is hidden from sight alone counts. */
  const readOut = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
    if (!(node instanceof Element) || node.getAttribute("aria-hidden") === "true") return "";
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return "";
    const own = node.getAttribute("aria-label") ?? (node as HTMLImageElement).alt;
    if (own) return own;
    const inner = [...node.childNodes].map(readOut).join("");
    return style.display === "inline" || style.display === "contents" ? inner : ` ${inner} `;
  };

  /** The accessible name, as far as these pages need the rules for it. */
  const nameOf = (element: Element): string => {
    const ids = element.getAttribute("aria-labelledby");
    if (ids) {
      const named = ids.split(" ").map((id) => document.getElementById(id));
      return plain(named.map((one) => one === null ? "" : readOut(one)).join(" "));
    }
    const label = element.getAttribute("aria-label");
    if (label) return plain(label);
    const labels = (element as HTMLInputElement).labels;
    if (labels?.length) return plain([...labels].map(readOut).join(" "));
    if (element.matches("input, textarea, select, dialog, nav, section")) {
      return plain(element.getAttribute("title") ?? element.getAttribute("placeholder") ?? "");
    }
    return plain(readOut(element)) || plain(element.getAttribute("title") ?? "");
  };

  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  const all = ({ role, name, begins, text, css, within }: Target): Element[] => {
    const scopes = within === undefined ? [document] : all(within);
    const selector = role === undefined ? "*" : ROLES[role];
    if (selector === undefined) throw new Error(`Cannot look for the role ${role}`);
    const found = new Set<Element>();
    for (const scope of scopes) {
      for (const one of scope.querySelectorAll(css ?? selector)) found.add(one);
    }
    const fit = [...found].filter((one) =>
      one.matches(selector) && isShown(one) &&
      (name === undefined || nameOf(one) === name) &&
      (begins === undefined || nameOf(one).startsWith(begins)) &&
      (text === undefined || plain((one as HTMLElement).innerText ?? "") === plain(text))
    );
    // Of elements around each other with the same text only the innermost is meant.
    return text === undefined
      ? fit
      : fit.filter((one) => !fit.some((other) => other !== one && one.contains(other)));
  };

  const found = all(target);
  const element = found.at(-1) as HTMLElement | undefined;
  const seen: Look = {
    count: found.length,
    text: plain(element?.innerText ?? ""),
    value: (element as HTMLInputElement | undefined)?.value ?? "",
    disabled: element?.matches(":disabled, [aria-disabled=true]") ?? false,
    focused: element !== undefined && element === document.activeElement,
    page: `${location.href} ${document.body.innerText}`,
  };
  if (element === undefined) return seen;

  const reach = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    seen.box = { x, y, width, height };
    const point = { x: x + width / 2, y: y + height / 2 };
    const top = document.elementFromPoint(point.x, point.y);
    const reaches = top !== null &&
      (element.contains(top) ||
        [...(element as HTMLInputElement).labels ?? []].some((label) => label.contains(top)));
    if (reaches) seen.reach = point;
    else seen.over = top === null ? "outside the window" : top.outerHTML.slice(0, 120);
  };
  reach();
  if (bring && seen.reach === undefined) {
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    reach();
  }
  return seen;
}
