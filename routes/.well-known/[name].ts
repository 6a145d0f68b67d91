/** The addresses under `/.well-known/`: security.txt, for whoever found a hole (RFC 9116). */

import type { Handler } from "fresh/types";
import { AppError } from "../../protocol/errors.ts";
import { services } from "../../server/services.ts";

/**
 * `security.txt`: where a hole in this server is told; 404 where the operator has named no contact.
 * The name is a parameter because the bundler takes what is called `security.txt` for a text.
 */
export const handlers = {
  GET: ({ params }) => {
    const answer = (params as { name?: string }).name === "security.txt"
      ? services().securityTxt()
      : undefined;
    if (answer === undefined) throw new AppError("not-found", "There is nothing at this address.");
    return answer;
  },
} satisfies Handler;
