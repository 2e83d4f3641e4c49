/** One thing that slither points at. */
export type Finding = {
  readonly check: string;
  readonly impact: string;
  /** Of the repository. */
  readonly file: string;
  /** Function or variable. */
  readonly name: string;
};

type Answer = {
  readonly check: string;
  /** Of one function or variable; otherwise of all that the check finds. */
  readonly name?: string;
  readonly answer: string;
};

/** Why what slither finds stays as it is. What has no answer here is to be mended, or answered. */
export const slitherAnswers: readonly Answer[] = [
  {
    check: "timestamp",
    answer: "Time is what the registry is about: a proposer moves it by seconds, terms last days.",
  },
  {
    check: "naming-convention",
    answer:
      "Immutables are in capitals, like constants: Solidity's own style guide (solhint holds us to it).",
  },
  {
    check: "assembly",
    answer: "solhint refuses it too, and each place says why it is there.",
  },
  {
    check: "unimplemented-functions",
    answer: "Abstract parts of AuthorityRegistry; the compiler refuses it if one is missing there.",
  },
  {
    check: "calls-loop",
    name: "_append",
    answer:
      "The call is the registry's check, by an address fixed at the making; the caller chooses how many.",
  },
  {
    check: "calls-loop",
    name: "_write",
    answer: "The log's own frontier, which it made itself; the caller chooses how many.",
  },
  {
    check: "reentrancy-events",
    name: "_write",
    answer: "The frontier is made by the log and calls nobody.",
  },
  {
    check: "incorrect-equality",
    name: "_append",
    answer: "No balance: entry 0 of a successor is the predecessor's, never an append.",
  },
  {
    check: "incorrect-equality",
    name: "_startDay",
    answer: "No balance: counts begin again on every other day.",
  },
  {
    check: "uninitialized-local",
    name: "taken",
    answer: "A struct in memory, whose members are all assigned by the decoding below it.",
  },
  ...["setRelay", "setValidator", "seal", "takeOver", "_takeAuthority"].map((name) => ({
    check: "unused-return",
    name,
    answer: "Called for its refusal; or one value of several is wanted.",
  })),
  ...["_requireHeadsTaken", "takePiece"].map((name) => ({
    check: "unused-return",
    name,
    answer: "One of two values is wanted.",
  })),
  {
    check: "unused-return",
    name: "set",
    answer:
      "Checkpoints.push returns the value before and after, and the series keeps the newest itself.",
  },
  {
    check: "uninitialized-state",
    name: "_entries",
    answer: "A mapping of structs, written through a storage pointer that a function returns.",
  },
];

export function answerTo(finding: Finding): Answer | undefined {
  return slitherAnswers.find(
    ({ check, name }) => check === finding.check && (name ?? finding.name) === finding.name,
  );
}

/** Answers to what is not found any more. */
export function idleAnswers(findings: readonly Finding[]): readonly Answer[] {
  return slitherAnswers.filter((answer) => !findings.some((one) => answerTo(one) === answer));
}
