import type { KeyBindingPolicy, Verdict } from "@sello/sdk";
import { MemoryStore, OnlineVerifier } from "@sello/sdk/online";

/** The verdict of the sdk, in this page. The service is asked for what is signed; it is not told of which document. */
export async function judgeFile(
  server: string,
  file: string,
  keyBinding: KeyBindingPolicy,
): Promise<Verdict> {
  // The server that gave out this script could give out another: a list of trust kept from before would not help here.
  const verifier = new OnlineVerifier({ server, store: new MemoryStore(), trustOnFirstUse: true });
  const { verdict } = await verifier.verify(file, { policy: { keyBinding } });
  return verdict;
}
