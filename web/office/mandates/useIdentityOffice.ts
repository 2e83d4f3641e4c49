import { useActing, useMay } from "../app/useActing.ts";
import { useIssuable } from "../issue/useIssuable.ts";

/** The type by which the city says who is who. */
const identityType = "resident-id";

/** Whether the officer may issue for an office that says who is who; undefined until that is known. */
export function useIdentityOffice(): boolean | undefined {
  const { authority } = useActing();
  const mayIssue = useMay("issue");
  const types = useIssuable(authority?.slug ?? "");
  if (!mayIssue || authority === null) return false;
  return types?.some(({ name }) => name === identityType);
}
