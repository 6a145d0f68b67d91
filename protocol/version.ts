// Browser-safe: runs in the page, in workers and on the server.

/** Version of the program: that of the newest release in `CHANGELOG.md`. */
export const VERSION = "0.1.0";
