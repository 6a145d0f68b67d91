/**
 * Where RabbitMQ is, and what to tell the operator when it cannot be used. Nothing here ever
 * repeats the password of the URL.
 */

import { unescape } from "node:querystring";

/** How long a connection attempt may take, from the first byte to the open connection. */
export const CONNECT_TIMEOUT_MS = 5000;

export interface AmqpAddress {
  /** As amqplib wants it, with the heartbeat, and without user and password. */
  readonly url: string;
  /** Never log it. */
  readonly credentials: Credentials;
  /** `amqp://user@host:port/vhost`, for the log. */
  readonly label: string;
}

/** Whom to sign in as, as people write it: nothing is percent-encoded here. */
export interface Credentials {
  user: string;
  password: string;
}

/** RabbitMQ's own, which it lets in from its own machine only. */
const GUEST: Credentials = { user: "guest", password: "guest" };

/**
 * Checks and completes an `amqp:` or `amqps:` URL.
 *
 * @throws {TypeError} when it is not such a URL. The message does not quote it.
 */
export function parseAmqpUrl(text: string, heartbeatS: number): AmqpAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "amqp:" && url.protocol !== "amqps:")) {
    throw new TypeError(
      "Cannot use the RabbitMQ URL as it must look like amqp://user:password@host:5672/vhost",
    );
  }
  url.searchParams.set("heartbeat", String(heartbeatS));
  const { protocol, host, username, password } = url;
  // Octets of UTF-8, percent-encoded (RFC 3986 2.5): amqplib would take each for a character.
  const credentials = username === "" && password === ""
    ? GUEST
    : { user: unescape(username), password: unescape(password) };
  url.username = "";
  url.password = "";
  const user = username === "" ? "" : `${username}@`;
  const vhost = url.pathname === "" ? "/" : url.pathname;
  return { url: url.href, credentials, label: `${protocol}//${user}${host}${vhost}` };
}

/** What went wrong, in words that tell the operator where to look. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: unknown }).code;
  const detail = error.message === "" ? String(code ?? error.name) : error.message;
  const advice = ADVICE.find(({ codes, pattern }) =>
    codes.includes(code as string | number) || pattern.test(error.message)
  )?.advice;
  return advice === undefined ? detail : `${advice} (${detail})`;
}

const ADVICE: { codes: (string | number)[]; pattern: RegExp; advice: string }[] = [
  {
    codes: ["ECONNREFUSED"],
    pattern: /ECONNREFUSED|connection refused/i,
    advice: "nothing listens there; is RabbitMQ running?",
  },
  { codes: ["ENOTFOUND"], pattern: /ENOTFOUND|EAI_AGAIN/, advice: "the host name is unknown" },
  { codes: ["ETIMEDOUT"], pattern: /ETIMEDOUT/, advice: "RabbitMQ did not answer in time" },
  {
    codes: [],
    pattern: /ACCESS[_-]REFUSED/,
    advice: "RabbitMQ refuses the user name or password, or the user lacks a permission",
  },
  {
    codes: [],
    // amqplib does not pass RabbitMQ's own words on when the virtual host is refused.
    pattern: /NOT[_-]ALLOWED|Expected ConnectionOpenOk; got <ConnectionClose/,
    advice: "the virtual host does not exist, or the user may not use it",
  },
  {
    codes: [405],
    pattern: /RESOURCE[_-]LOCKED/,
    advice: "another connection still holds this node's mailbox",
  },
  {
    codes: [406],
    pattern: /PRECONDITION[_-]FAILED/,
    advice: "a queue or exchange exists with other settings; remove it when it is empty",
  },
];
