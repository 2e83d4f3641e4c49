import { SelloError } from "@sello/sdk";

type EngineFaultCode =
  /** The rule engine is not there, failed, was slow, or gave what is of no form we know. Says nothing about an applicant. */
  "rules.engine_fault";

/** No decision by the rule engine. */
export class EngineFault extends SelloError<EngineFaultCode> {
  constructor(message: string, cause?: unknown) {
    super("rules.engine_fault", message, {}, cause);
  }
}

type SilentSourceCode =
  /** A source of evidence cannot tell now: it is asked again, and its silence is never taken for a no. */
  "evidence.silent";

/** Evidence that cannot be checked now. */
export class SilentSource extends SelloError<SilentSourceCode> {
  constructor(item: string) {
    super("evidence.silent", "A piece of evidence cannot be checked now.", { item });
  }
}

type GoneCode =
  /** Another worker took the step, or the account was erased: what was made in the transaction is undone. */
  "application.gone";

/** The application is not where it was. */
export class Gone extends SelloError<GoneCode> {
  constructor(application: string) {
    super("application.gone", "The application has gone on.", { application });
  }
}
