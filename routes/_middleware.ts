/** Redirects by session, to the sign-in or to the chat, and by a link's choice of language. */

import type { Middleware } from "fresh/types";
import { languageChoice } from "../components/page/language_choice.ts";
import { services } from "../server/services.ts";

/** Pages of signed-in people. */
const BEHIND_SIGN_IN = new Set(["/chat"]);
/** Pages that a signed-in person has no use for. */
const BEFORE_SIGN_IN = new Set(["/login", "/register"]);

/**
 * Leads people to the pages that fit: to the sign-in without a session, to the chat with one; and
 * to the language that a link asks for.
 */
const sessionGate: Middleware = async (context) => {
  const choice = languageChoice(context.url, context.req.headers.get("cookie"));
  if (choice !== undefined && context.req.method === "GET") {
    const { location, cookie } = choice;
    return new Response(null, { status: 303, headers: { location, "set-cookie": cookie } });
  }
  const { pathname } = context.url;
  const isChat = BEHIND_SIGN_IN.has(pathname);
  if (!isChat && !BEFORE_SIGN_IN.has(pathname)) return await context.next();
  const session = await services().sessionOf(context.req);
  if (isChat && session === undefined) return context.redirect("/login", 303);
  if (!isChat && session !== undefined) return context.redirect("/chat", 303);
  if (pathname === "/register" && !services().registrationOpen) {
    return context.redirect("/login", 303);
  }
  return await context.next();
};

export default sessionGate;
