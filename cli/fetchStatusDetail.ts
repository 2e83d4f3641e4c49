import type { LocalizedText, Verdict } from "@sello/sdk";
import type { ApiClient } from "./ApiClient.ts";

/** Who set a document's status and since when, as the service reads it from the chain. */
export type StatusDetail = {
  readonly status: "valid" | "suspended" | "revoked";
  /** Unix seconds. */
  readonly since: number | null;
  readonly by: { readonly slug: string; readonly name: LocalizedText } | null;
};

/**
 * Asks the service behind a failed status check. The verdict does not rest on the answer: that the document
 * is revoked says the signed status list.
 * @returns null when the status did not fail, or the service does not tell
 */
export async function fetchStatusDetail(
  client: ApiClient,
  verdict: Verdict,
  publicUrl: string,
): Promise<StatusDetail | null> {
  const failed = verdict.checks.some(({ id, outcome }) => id === "status" && outcome === "failed");
  const status = verdict.document?.status;
  if (!failed || !status?.uri.startsWith(`${publicUrl}/`)) return null;
  const path = `${status.uri.slice(publicUrl.length)}/entries/${status.index}`;
  return client.json<StatusDetail>(path).catch(() => null);
}
