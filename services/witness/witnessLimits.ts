/** Every limit of a witness, in one place. Units are last in the names. */
export const witnessLimits = {
  /** How often the service is asked for a newer trust list. */
  trustPollMs: 10_000,
  /** Between two times that a request makes us ask, no matter who sends how many. */
  trustAskMs: 1_000,
  /** One request to the service, its answer included. Those who ask us for a cosignature wait for about 5 s. */
  serviceMs: 3_000,
  /** A proof or an entry that the service serves. */
  answerBytes: 64 * 1024,
} as const;
