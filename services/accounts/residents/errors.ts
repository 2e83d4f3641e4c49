import { ServiceError } from "../../platform/errors.ts";

type WrongCodeCode =
  /** The code is another one; `data.triesLeft` says how often it may be tried still. */
  "sign_in.code";

/** A code that was given is wrong. HTTP 403. */
export class WrongCode extends ServiceError<WrongCodeCode> {
  constructor(triesLeft: number) {
    const words =
      triesLeft > 0
        ? "The code is wrong. Compare it with the newest message."
        : "The code is wrong, and it was tried too often. Have another one sent.";
    super(403, "sign_in.code", words, { triesLeft });
  }
}
