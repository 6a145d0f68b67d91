/** The error page, for what a route threw and for addresses without a route. */

import { MethodNotAllowedError, NotFoundError } from "fresh/errors";
import { Head } from "fresh/runtime";
import type { ErrorHandler, ErrorPageProps } from "fresh/types";
import { Entrance, EntranceTitle } from "../components/entrance/entrance.tsx";
import { beginPage } from "../components/page/begin_page.ts";
import { served, t } from "../i18n/i18n.ts";
import { AppError, toProblem } from "../protocol/errors.ts";
import { asAppError, HTTP_STATUS, problemResponse } from "../server/http/problem.ts";
import { services } from "../server/services.ts";

interface ErrorPageData {
  status: number;
  message: string;
}

/**
 * Answers whatever a route threw, and every address that has no route. It says what happened in
 * plain words and nothing of how: as a page where HTML is asked for, else as a JSON problem. What
 * nobody foresaw goes to the operator's log.
 */
export const handlers = {
  GET: ({ req, url, error: thrown }) => {
    const error = foreseen(thrown);
    const { kind, message } = toProblem(error);
    const status = thrown instanceof MethodNotAllowedError ? 405 : HTTP_STATUS[kind];
    if (status >= 500) services().reportError(thrown, `${req.method} ${url.pathname}`);

    const headers = thrown instanceof MethodNotAllowedError
      ? { allow: thrown.allowed.join(", ") }
      : {};
    if (req.headers.get("accept")?.includes("text/html")) {
      return { data: { status, message } satisfies ErrorPageData, status, headers };
    }
    const problem = problemResponse(error, headers);
    return new Response(problem.body, { status, headers: problem.headers });
  },
} satisfies ErrorHandler;

export default function ErrorPage({ data, req }: ErrorPageProps<ErrorPageData>) {
  // This page alone stands in no layout.
  beginPage(req);
  return <Failure {...data} />;
}

function Failure({ status, message }: ErrorPageData) {
  const title = status === 404 ? t("Page not found") : t("That did not work");
  return (
    <>
      <Head>
        <title>{`${title} · TalkyWalky`}</title>
      </Head>
      <Entrance>
        <div class="entrance__card">
          <p class="failure__status">{t("Error {status}", { status })}</p>
          <EntranceTitle title={title}>{served(message)}</EntranceTitle>
          <a class="button button--primary button--wide" href="/">{t("Go to the start page")}</a>
        </div>
      </Entrance>
    </>
  );
}

/** The error as one of ours; `null` when nobody foresaw it. */
function foreseen(thrown: unknown): AppError | null {
  if (thrown instanceof NotFoundError) {
    return new AppError("not-found", "There is nothing at this address.");
  }
  if (thrown instanceof MethodNotAllowedError) {
    return new AppError("invalid", "This address does not take that kind of request.");
  }
  return asAppError(thrown);
}
