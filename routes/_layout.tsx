/** Sets the language and look of every page but the one for errors. */

import type { LayoutProps } from "fresh/types";
import { beginPage } from "../components/page/begin_page.ts";

/** Around every page but the one for errors: sets the language and look that it is drawn in. */
export default function Layout({ Component, req }: LayoutProps) {
  beginPage(req);
  return <Component />;
}
