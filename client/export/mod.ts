/** Saving a conversation as a file. Nothing of it is loaded before somebody does. */

export { exportedLog } from "./from_view.ts";
export { renderLog } from "./render.ts";
