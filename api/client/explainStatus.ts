import type { TrustList, Verdict } from "@sello/sdk";
import type { Client, Output } from "./ClientTypes.ts";

/** Who set a document's status and since when, as the service reads it from the chain. */
export type StatusChange = Output<"getStatusListEntry">;

const listPath = /^\/v1\/status-lists\/([a-z0-9-]+)\/(\d+)$/;

/**
 * Asks the service what is behind a failed status check. The verdict does not rest on the answer: that the
 * document is revoked says the signed status list.
 * @returns null when the status did not fail, or the service does not tell
 */
export async function explainStatus(
  client: Client,
  { checks, document }: Verdict,
  trustList: TrustList | null,
): Promise<StatusChange | null> {
  const code = checks.find(({ id }) => id === "status")?.code;
  if (code !== "status.revoked" && code !== "status.suspended") return null;
  const { uri, index } = document?.status ?? { uri: "", index: 0 };
  const publicUrl = trustList?.head.publicUrl;
  const [, authority, number] =
    publicUrl !== undefined && uri.startsWith(`${publicUrl}/`)
      ? (listPath.exec(uri.slice(publicUrl.length)) ?? [])
      : [];
  if (authority === undefined) return null;
  const params = { authority, number: Number(number), index };
  return client.getStatusListEntry({ params }).catch(() => null);
}
