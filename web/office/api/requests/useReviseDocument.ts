import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";
import type { OfficeDocument } from "./useDocument.ts";

type Claims = Input<"correctDocument">["body"]["claims"];

/** What takes the place of a document. */
export type Revision =
  | { readonly act: "correct" | "renew"; readonly claims: Claims }
  | { readonly act: "replace" }
  | {
      readonly act: "again";
      readonly claims: Claims;
      readonly type: string;
      readonly reason: string;
    };

type Asked = {
  readonly id: string;
  /** The same for the same form, so that a second click gives the same document. */
  readonly key: string;
  readonly revision: Revision;
};

export const useReviseDocument = () => useAct("reviseDocument", revise);

function revise({ id, key, revision }: Asked): Promise<OfficeDocument> {
  const shared = { params: { id }, headers: { "idempotency-key": key } };
  switch (revision.act) {
    case "correct":
      return client.correctDocument({ ...shared, body: { claims: revision.claims } });
    case "renew":
      return client.renewDocument({ ...shared, body: { claims: revision.claims } });
    case "replace":
      return client.replaceDocument({ ...shared, body: {} });
    case "again": {
      const { claims, type, reason } = revision;
      return client.issueDocument({
        headers: shared.headers,
        body: { type, claims, reason, after: id },
      });
    }
  }
}
