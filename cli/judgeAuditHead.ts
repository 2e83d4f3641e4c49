import { parsePresentation, SelloError, type Verdict } from "@sello/sdk";
import type { AuditExportSummary } from "@sello/sdk/log";
import type { OnlineVerifier } from "@sello/sdk/online";

type Head = NonNullable<AuditExportSummary["head"]>;

/** Whether a head says what the lines give, and is the city's and in the log; if not, why not. */
export type JudgedHead =
  | { readonly isGood: true }
  | { readonly isGood: false; readonly why: string };

/** The type by its own name, whatever the service is called. */
const headType = /\/types\/audit-head\/\d+$/;

/**
 * Verifies the document that an export brings along, as any document is. What it is about was read from the lines; that its
 * status is not known is no matter: a head that was revoked is not valid.
 */
export async function judgeAuditHead(
  verifier: Pick<OnlineVerifier, "verify">,
  head: Head,
  offline: boolean,
): Promise<JudgedHead> {
  try {
    const presentation = parsePresentation(new TextEncoder().encode(head.file));
    const policy = { mayBeUnknown: ["status"] } as const;
    const { verdict } = await verifier.verify(presentation, { policy, offline });
    return judge(verdict, head);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    return { isGood: false, why: error.message };
  }
}

function judge({ outcome, text, document }: Verdict, { position, hash }: Head): JudgedHead {
  if (outcome !== "valid" || document === undefined) return { isGood: false, why: text.en };
  const { issuer, type, claims } = document;
  if (issuer.kind !== "city" || !headType.test(type.vct))
    return { isGood: false, why: "It is not a head of the audit, issued by the city." };
  if (claims.position !== position || claims.hash !== hash)
    return { isGood: false, why: "It says another hash than the lines give." };
  return { isGood: true };
}
