import {
  type LocalizedText,
  limits,
  parseStatusListToken,
  type StatusList,
  type TrustList,
} from "@sello/sdk";

/** Who set a status, and since when. */
export type StatusChange = {
  readonly status: "valid" | "suspended" | "revoked";
  readonly since: number | null;
  readonly by: { readonly name: LocalizedText } | null;
};

/** The service that served this page. It is asked for what is signed, and for explanations. */
export class Network {
  async trustListNote(): Promise<string> {
    return (await ask("/v1/trust-list")).text();
  }

  /** The list that a document names; null if it is not of this network or cannot be had. */
  async statusList(trustList: TrustList, uri: string): Promise<StatusList | null> {
    const path = pathOf(trustList, uri);
    if (path === null) return null;
    try {
      const token = await (await ask(path)).text();
      return token.length > limits.statusTokenBytesMax ? null : await parseStatusListToken(token);
    } catch {
      return null;
    }
  }

  async statusChange(
    trustList: TrustList,
    status: { readonly uri: string; readonly index: number },
  ): Promise<StatusChange | null> {
    const path = pathOf(trustList, status.uri);
    if (path === null) return null;
    try {
      return (await (await ask(`${path}/entries/${status.index}`)).json()) as StatusChange;
    } catch {
      return null;
    }
  }
}

// Only lists of this network are asked for: a document must not send its verifier elsewhere.
const pathOf = ({ content }: TrustList, uri: string): string | null =>
  uri.startsWith(`${content.publicUrl}/v1/status-lists/`)
    ? uri.slice(content.publicUrl.length)
    : null;

async function ask(path: string): Promise<Response> {
  // Whoever verifies wants to know what holds now: a kept answer is asked about again.
  const response = await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}
