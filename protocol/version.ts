// Browser-safe: runs in the page, in workers and on the server.

<<<<<<< HEAD
/** Version of the program: that of the newest release in `CHANGELOG.md`. */
export const VERSION = "0.1.0";
=======
/** The newest numbered version in `CHANGELOG.md`; `unreleased` before the first. */
export const VERSION = "unreleased";
>>>>>>> h6
