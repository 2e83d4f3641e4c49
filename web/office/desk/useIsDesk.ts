import { useAuthority } from "../api/requests/useAuthority.ts";
import { useTypes } from "../api/requests/useTypes.ts";
import { useActing, useMay } from "../app/useActing.ts";
import { isNow } from "../shared/isNow.ts";

/** The city's identity document: who may issue it says who is who. */
const identityType = "resident-id";

/** Whether residents come to a desk of this officer's; undefined until that is known. */
export function useIsDesk(): boolean | undefined {
  const { authority } = useActing();
  const mayIssue = useMay("issue");
  const { data: found } = useAuthority(authority?.slug ?? "", mayIssue);
  const { data: types } = useTypes(mayIssue);
  if (!mayIssue) return false;
  if (!found || !types) return undefined;
  const identity = new Set<string>(
    types.filter(({ name }) => name === identityType).map(({ id }) => id),
  );
  return found.accreditations.some((each) => isNow(each) && identity.has(each.documentType));
}
