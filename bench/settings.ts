/** Settings of every server of the benchmark: no limit that the load would meet. */
export const BENCH_SETTINGS: Record<string, string> = {
  TW_MESSAGES_PER_SECOND: "1000000",
  TW_SOCKETS_PER_PERSON: "100000",
  TW_SIGNINS_PER_MINUTE: "1000000",
  TW_REGISTRATIONS_PER_HOUR: "1000000",
  // Sessions are kept with the world, beyond its age.
  TW_SESSION_HOURS: "96",
};
