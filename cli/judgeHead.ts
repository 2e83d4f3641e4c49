import { parsePresentation, SelloError, type Verdict } from "@sello/sdk";
import type { OnlineVerifier } from "@sello/sdk/online";

/** A document by which the city puts a hash into the log, and what it has to say. */
export type Head = {
  /** A `.sello` file. */
  readonly file: string;
  /** Name of its type, whatever the service is called. */
  readonly type: "audit-head" | "receipt-head";
  readonly claims: Readonly<Record<string, string | number>>;
};

/** Whether a head says what it has to, and is the city's and in the log; if not, why not. */
export type JudgedHead =
  | { readonly isGood: true }
  | { readonly isGood: false; readonly why: string };

/**
 * Verifies such a document, as any is. What it has to say the caller has computed; that its status is not known is no matter: a
 * head that was revoked is not valid.
 */
export async function judgeHead(
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

function judge({ outcome, text, document }: Verdict, head: Head): JudgedHead {
  if (outcome !== "valid" || document === undefined) return { isGood: false, why: text.en };
  const { issuer, type, claims } = document;
  const [name] = /[^/]+(?=\/\d+$)/.exec(type.vct) ?? [];
  if (issuer.kind !== "city" || name !== head.type || !/\/types\/[^/]+\/\d+$/.test(type.vct))
    return { isGood: false, why: `It is no ${head.type} that the city issued.` };
  const isSame = Object.entries(head.claims).every(([member, value]) => claims[member] === value);
  return isSame ? { isGood: true } : { isGood: false, why: "It says another hash." };
}
