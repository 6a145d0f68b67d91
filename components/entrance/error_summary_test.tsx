import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { FR } from "../../i18n/fr/mod.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { ErrorSummary } from "./error_summary.tsx";

function draw(): string {
  const fields = [{ id: "email", label: "E-mail", message: "Fill it in." }];
  return renderToString(<ErrorSummary problem={undefined} fields={fields} />);
}

Deno.test("each field leads to itself, and the colon stands as the language puts it", () => {
  assert.match(draw(), /<a href="#email">E-mail<\/a>: Fill it in\./);
  useLanguage("fr", FR);
  assert.match(draw(), /<a href="#email">E-mail<\/a>\u202f: Fill it in\./);
  useLanguage("en", {});
});
