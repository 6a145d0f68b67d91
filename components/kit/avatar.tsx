/** Avatars of people and rooms: initials, colour and presence. */

import type { PresenceView } from "../../client/model/mod.ts";
import { Icon, type IconName } from "./icon.tsx";

/** Classes `hue-0` to `hue-11` in `components/styles/avatar.css`. */
export const AVATAR_HUES = 12;

/** The hue class of a person: the same on every screen and in every session. */
export function hueClass(id: string): string {
  // FNV-1a: ids that differ in one digit get colours that differ.
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return `hue-${(hash >>> 0) % AVATAR_HUES}`;
}

/** The first letters of the first and the last word of a name; "?" when it has none. */
export function initials(name: string): string {
  const words = name.split(/[\s\p{P}]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => word === undefined ? "" : firstLetter(word)).join("");
}

function firstLetter(word: string): string {
  // A letter with its marks (e + acute accent) is one; upper case may make two ("ß").
  const letter = /^\P{M}\p{M}*/u.exec(word)?.[0] ?? "";
  return Array.from(letter.toLocaleUpperCase()).slice(0, 2).join("");
}

export type AvatarSize = "sm" | "md" | "lg";

export interface AvatarProps {
  /** User id, from which the colour comes. */
  id: string;
  name: string;
  size?: AvatarSize;
  /** Shows the presence dot while presence is known; the words for it stand in the text beside. */
  presence?: PresenceView;
}

/** A person's initials. The name is always written beside it, so it is silent. */
export function Avatar({ id, name, size = "md", presence = "unknown" }: AvatarProps) {
  return (
    <span class={`avatar avatar--${size} ${hueClass(id)}`} aria-hidden="true">
      {initials(name)}
      {presence === "unknown" ? null : <span class={`presence presence--${presence}`} />}
    </span>
  );
}

/** A room, or a thing, in the same place as a person's initials. */
export function IconAvatar({ icon, size = "md" }: { icon: IconName; size?: AvatarSize }) {
  return (
    <span class={`avatar avatar--${size} avatar--plain`} aria-hidden="true">
      <Icon name={icon} />
    </span>
  );
}
