import { ServiceError } from "../platform/errors.ts";

type WitnessStateCode =
  /** The state lives in another file than the one that it was made in. */
  "witness.state_is_copy";

/**
 * The state is a copy of another: a restored backup or a second copy of the witness. It may have
 * forgotten what the original signed since, so it must not sign.
 */
export class WitnessStateIsCopy extends ServiceError<WitnessStateCode> {
  constructor(directory: string) {
    super(
      503,
      "witness.state_is_copy",
      "The witness's state was copied or restored from a backup, so it may have forgotten what it signed. It stays silent until its operator states the largest size it is known to have signed.",
      { directory },
    );
  }
}
