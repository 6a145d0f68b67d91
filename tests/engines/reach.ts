/**
 * Whether all that something on the page holds can be seen and pressed. Runs in the page.
 *
 * @param css finds it; the last of several.
 * @returns what is wrong, in words.
 */
export async function faultsOf(css: string): Promise<string[]> {
  /** A part that scrolls may not be squeezed below this share of the window's height. */
  const FAIR_SHARE = 0.25;
  /** Of the many that look alike, those at the beginning and at the end stand for all. */
  const MANY = 80;
  const root = [...document.querySelectorAll<HTMLElement>(css)].findLast((one) =>
    one.checkVisibility()
  );
  if (root === undefined) return [`nothing is found by ${css}`];
  // On its way in it does not stand where it will.
  await Promise.allSettled(root.getAnimations().map(({ finished }) => finished));
  const faults: string[] = [];
  const nameOf = (one: Element) =>
    `${one.tagName.toLowerCase()}.${one.className} "${(one.textContent ?? "").slice(0, 40)}"`;
  const isIn = (box: DOMRect) =>
    box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;

  const all = [root, ...root.querySelectorAll<HTMLElement>("*")];
  const box = root.getBoundingClientRect();
  if (!isIn(box)) faults.push(`it lies partly outside of the window: ${JSON.stringify(box)}`);
  if (root.scrollWidth > root.clientWidth + 1) faults.push("it is cut at its side");

  for (const one of all) {
    const { overflowY, maxHeight } = getComputedStyle(one);
    if (!/auto|scroll/.test(overflowY) || one.scrollHeight <= one.clientHeight + 1) continue;
    const fair = Math.min(one.scrollHeight, innerHeight * FAIR_SHARE, parseFloat(maxHeight) || 1e9);
    // Borders count in the greatest height, and may in the other.
    if (one.clientHeight < fair - 4) {
      faults.push(`${nameOf(one)} shows ${one.clientHeight} of its ${one.scrollHeight} pixels`);
    }
  }

  const some = <T>(list: T[]) =>
    list.length <= MANY ? list : [...list.slice(0, 40), ...list.slice(-40)];
  const isShown = (one: HTMLElement) =>
    one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  /** Read out and not drawn: clipped to nothing. */
  const isSaid = (one: HTMLElement) => one.closest(".said, .skip") !== null;

  const controls = all.filter((one) =>
    one.matches("button, a[href], input, select, textarea, summary, [role=option]") &&
    isShown(one) && !isSaid(one)
  );
  for (const one of some(controls)) {
    one.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const place = one.getBoundingClientRect();
    if (!isIn(place) && place.height < innerHeight) {
      faults.push(`${nameOf(one)} cannot be brought into view: ${JSON.stringify(place)}`);
      continue;
    }
    const top = document.elementFromPoint(
      place.left + place.width / 2,
      place.top + Math.min(place.height, innerHeight) / 2,
    );
    const labels = [...(one as HTMLInputElement).labels ?? []];
    if (top === null || !(one.contains(top) || labels.some((label) => label.contains(top)))) {
      faults.push(`${nameOf(one)} cannot be pressed: ${top === null ? "nothing" : nameOf(top)}`);
    }
  }

  const texts = all.filter((one) =>
    isShown(one) && !isSaid(one) && one.closest("[role=option]") === null &&
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
  );
  for (const one of some(texts)) {
    one.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const range = document.createRange();
    range.selectNodeContents(one);
    const first = range.getClientRects()[0];
    if (first === undefined) continue;
    const at = { x: first.left + Math.min(first.width, 20) / 2, y: first.top + first.height / 2 };
    const top = document.elementFromPoint(at.x, at.y);
    if (top === null || !(root.contains(top))) {
      faults.push(`${nameOf(one)} cannot be seen: ${top === null ? "outside" : nameOf(top)}`);
    }
  }
  return faults;
}
