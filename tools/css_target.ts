/**
 * The oldest browsers whose CSS is left as it is written: the first ones with `light-dark()`, on
 * which every theme stands. For older ones the bundler would rewrite each colour.
 */
export const CSS_TARGET = ["chrome123", "edge123", "firefox120", "safari17.5"];
