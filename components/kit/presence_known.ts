/** Whether presence is known, as a context: not while the server is out of reach. */

import { createContext } from "preact";

/**
 * Whether the chat is in touch with the server. While it is not, nobody's presence is known, and
 * none is drawn or said: what was known a while ago may be wrong by now.
 */
export const PresenceKnown = createContext(true);
