import { decisionReceiptType } from "@sello/sdk/decision";
import type { ServiceItem } from "../../../api/requests/useApplications.ts";
import { useAuthorities } from "../../../api/requests/useAuthorities.ts";
import type { Authority } from "../../../api/requests/useAuthority.ts";
import { newestOf, useTypes } from "../../../api/requests/useTypes.ts";
import { useActing } from "../../../app/useActing.ts";
import { isNow } from "../../../shared/isNow.ts";

/** Other authorities that may issue what would follow: the document, and the receipt of the decision. */
export function usePlacesToPass({ outcome }: ServiceItem): readonly Authority[] {
  const { authority } = useActing();
  const { data: authorities = [] } = useAuthorities();
  const { data: types = [] } = useTypes();
  const wanted = newestOf(types).filter(
    ({ name }) => name === outcome.type || name === decisionReceiptType,
  );
  const mayIssue = ({ accreditations }: Authority, id: string): boolean =>
    accreditations.some((each) => each.documentType === id && isNow(each));
  return authorities.filter(
    (each) =>
      each.slug !== authority?.slug &&
      wanted.length === 2 &&
      wanted.every(({ id }) => mayIssue(each, id)),
  );
}
