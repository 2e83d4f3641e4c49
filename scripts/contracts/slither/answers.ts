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
    check: "calls-loop",
    name: "_append",
    answer:
      "The call is the registry's check, by an address fixed at the making; the caller chooses how many.",
  },
  {
    check: "incorrect-equality",
    name: "_moveKeyEnd",
    answer: "No balance: two ends are compared to refuse a change that changes nothing.",
  },
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
