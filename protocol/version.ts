/** The newest numbered version in `CHANGELOG.md`; `unreleased` before the first. */
export const VERSION = "0.1.0";
