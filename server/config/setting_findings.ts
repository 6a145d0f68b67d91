/** What settings that are right one by one say together, before any is used. Pure. */

import type { Finding } from "../../protocol/finding.ts";
import { isIn, parseAddress, parseAddressBlock } from "../http/address.ts";

/** The settings that are held against each other. */
export interface JudgedSettings {
  /** Where people come, such as `https://chat.example.org`. */
  publicOrigin: string;
  /** Whether that was set, or comes from where the server listens. */
  isOriginSet: boolean;
  filesMaxMb: number;
  filesPerPersonMb: number;
  messagesPerPersonMb: number;
  messagesPerDayMb: number;
}

/** Warnings about settings with which the server starts and does not do all that was meant. */
export function judgeSettings(settings: JudgedSettings): Finding[] {
  const { publicOrigin, isOriginSet } = settings;
  return [
    isTrustworthy(publicOrigin) ? undefined : insecureOrigin(publicOrigin, isOriginSet),
    shareFinding(
      ["TW_FILES_PER_PERSON_MB", "TW_FILES_MAX_MB"],
      "each person's share of the room for files",
      settings.filesPerPersonMb,
      settings.filesMaxMb,
    ),
    shareFinding(
      ["TW_MESSAGES_PER_DAY_MB", "TW_MESSAGES_PER_PERSON_MB"],
      "what one person may send in a day",
      settings.messagesPerDayMb,
      settings.messagesPerPersonMb,
    ),
  ].filter((finding) => finding !== undefined);
}

const LOOPBACK = ["127.0.0.0/8", "::1/128"].map((text) => parseAddressBlock(text)!);

/** Whether browsers do cryptography on its pages (W3C Secure Contexts 3.1). */
function isTrustworthy(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  if (protocol === "https:" || /(?:^|\.)localhost$/.test(hostname)) return true;
  const inBrackets = /^\[(.*)\]$/.exec(hostname)?.[1];
  // An IPv4 address that is written as an IPv6 one is none of this machine's to a browser.
  if (inBrackets !== undefined) return inBrackets === "::1";
  const address = parseAddress(hostname);
  return address !== undefined && isIn(address, LOOPBACK);
}

function insecureOrigin(origin: string, isOriginSet: boolean): Finding {
  return {
    verdict: "warning",
    settings: isOriginSet ? ["TW_PUBLIC_ORIGIN"] : ["TW_PUBLIC_ORIGIN", "TW_HOST"],
    tried: `looked at the address under which people come, ${origin}`,
    saw: "browsers encrypt only on https and on localhost",
    change: "Set TW_TLS_CERT and TW_TLS_KEY, or where a proxy does TLS the https:// address in " +
      "TW_PUBLIC_ORIGIN: until then nobody can sign in from another machine.",
  };
}

function shareFinding(
  settings: Finding["settings"],
  what: string,
  shareMb: number,
  wholeMb: number,
): Finding | undefined {
  if (shareMb <= wholeMb) return undefined;
  return {
    verdict: "warning",
    settings,
    tried: `held ${what} against the whole`,
    saw: `${shareMb} MB is more than ${wholeMb} MB, so that only the whole counts`,
    change: "Make the share smaller, or the whole larger.",
  };
}
