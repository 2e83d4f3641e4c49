import type { Verdict } from "@sello/sdk";
import { exitCodes } from "./exitCodes.ts";

const codes = {
  valid: exitCodes.ok,
  invalid: exitCodes.failed,
  unknown: exitCodes.unknown,
} as const;

/**
 * The exit code of a verdict. 0 says that the document is valid now. One that was valid when its status was last heard
 * of, longer ago than the issuer says that it may be kept, is `unknown` (docs/decisions/0122).
 * @param namesAge whether the user has said how old is good enough (`--status-age`)
 */
export function verdictExitCode(
  { outcome, checks }: Pick<Verdict, "outcome" | "checks">,
  namesAge: boolean,
): number {
  const isOld = checks.some(({ code }) => code === "status.not-refreshed");
  return outcome === "valid" && isOld && !namesAge ? exitCodes.unknown : codes[outcome];
}
