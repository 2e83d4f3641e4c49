/** Exit codes of the command line. 64 and up follow sysexits(3). */
export const exitCodes = {
  ok: 0,
  /** The document is invalid, or a check failed. */
  failed: 1,
  /** What is known does not say whether the document is valid now. */
  unknown: 2,
  usage: 64,
  noInput: 66,
  unavailable: 69,
  software: 70,
  interrupted: 130,
} as const;
