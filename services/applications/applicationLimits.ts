/** Limits of applications. Units are last in the names. */
export const applicationLimits = {
  /** Applications of one account in a day, and of one item: who needs more goes to an office. */
  perAccountDay: 30,
  perItemDay: 10,
  /** Applications in one list, and steps of one application that are shown. */
  listed: 200,
  stepsShown: 500,
  /** Applications that are opened at once. */
  opened: 200,
  /** Steps after which an application takes no more answers: it goes back and forth without end. */
  stepsMax: 200,
  /** Applications that are worked on at once. */
  atOnce: 16,
  /** Time after which one whose worker was killed is taken up by another. */
  leaseSeconds: 30,
  /** Documents of one type that are looked at for one piece of evidence. */
  documentsOfType: 5,
  /** Pause after a failure of ours, twice as long each time; after so many a person decides. */
  retrySeconds: 1,
  retryMaxSeconds: 60,
  triesMax: 6,
  /** Times that a source of evidence is asked which cannot tell, before that counts as its answer. */
  silentTries: 3,
  /** Pause before a receipt is tried again that could not be issued. */
  notIssuedRetrySeconds: 60,
  /** Numbers that are tried for a document when one is taken. */
  numbersTried: 5,
  /** Time between looks for applications that are due, and whether what was issued is in the log. */
  lookMs: 500,
  sealedLookMs: 250,
  /** Of those that wait for the log, how many are looked at together. */
  unsealedAtOnce: 500,
  /** Time for which one that was sent back waits for its applicant. */
  sentBackDays: 60,
  /** Time after a decision in which one may appeal: Administrative Reconsideration Law, article 20. */
  appealDays: 60,
  /** Time between looks at an application that somebody follows, for steps of other processes. */
  watchMs: 500,
  /** Time for the answer of the rule engine. */
  engineMs: 2_000,
  /** Public figures: days back, lines, the smallest number that is told, and how long an answer is kept. */
  publicFiguresDays: 365,
  publicFiguresListed: 1_000,
  publicFiguresFewest: 10,
  publicFiguresKeptMs: 300_000,
  /** Figures of an office: days back, and applications that are counted at most. */
  officeFiguresDays: 30,
  officeFiguresLooked: 20_000,
  /** Drafts of rules of one authority at once. */
  ruleDrafts: 50,
  /** Days back, and applications, that a version is tried on. */
  trialDays: 31,
  trialApplications: 5_000,
  /** Versions of rules in a list. */
  ruleVersionsListed: 200,
} as const;
