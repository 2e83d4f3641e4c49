import { documentHeaderTypes } from "../../presentation/DocumentPayload.ts";
import type { SelloError } from "../../SelloError.ts";
import { toCheck } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** What parsing left to the policy: which `typ` is welcome (SD-JWT VC §2.2.1). */
export function checkWellFormed({ presentation, policy }: VerifyContext): Check {
  const isOld = presentation.payload.typ === documentHeaderTypes.old;
  return isOld && policy.acceptVcSdJwtTyp !== true
    ? toCheck("failed", "well-formed.old-type")
    : toCheck("passed", "well-formed.ok");
}

/** What could not be parsed at all; `data` says what was wrong and where. */
export function toMalformedCheck(error: SelloError): Check {
  const code =
    error.code === "sello-file.damaged" ? "well-formed.damaged" : "well-formed.malformed";
  return toCheck("failed", code, { data: { ...error.data, error: error.code } });
}
