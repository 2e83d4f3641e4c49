import { limits, type Presentation } from "@sello/sdk";
import type { ApiClient } from "./ApiClient.ts";
import { CliError } from "./CliError.ts";
import type { VerifierStore } from "./VerifierStore.ts";

/**
 * Brings what a verification relies on up to date: a newer trust list, if the pinned one vouches for it,
 * and the status list that the document names. What cannot be had stays as old as it is, and is said.
 */
export async function refresh(
  store: VerifierStore,
  client: ApiClient,
  presentation: Presentation,
): Promise<void> {
  if (!presentation.wellFormed) return;
  await attempt(async () => {
    await store.succeed(await (await client.request("/v1/trust-list")).text());
  });
  const { publicUrl } = (await store.trustList()).content;
  const { uri } = presentation.payload.status;
  // Only lists of this network are asked for: a document must not send its verifier elsewhere.
  if (!uri.startsWith(`${publicUrl}/`)) return;
  await attempt(async () => {
    const response = await client.request(uri.slice(publicUrl.length), {
      headers: { Accept: "application/statuslist+jwt" },
    });
    const token = await response.text();
    if (token.length > limits.statusTokenBytesMax)
      throw new CliError("The status list is too large.");
    await store.keepStatusList(token);
  });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`note: not refreshed: ${reason}`);
  }
}
