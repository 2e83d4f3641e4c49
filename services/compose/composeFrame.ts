import type { Hex } from "@sello/sdk";
import type { ChainDescription } from "../ledger/Ledger.ts";
import { type DeploymentFacts, type HeadFrame, toHeadFrame } from "../registry/trust/HeadFrame.ts";
import { trustSignerQuorum } from "../signing/openTrustSigners.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";

type FrameContext = {
  readonly publicUrl: string;
  readonly logOrigin: string;
  readonly terms: Pick<NetworkTerms, "current">;
  readonly ledgerParts: { readonly ledger: { readonly description: ChainDescription } };
};

/** What the next trust list says of the network, as the terms have it at every moment. */
export function composeFrame(context: FrameContext): () => {
  readonly head: HeadFrame;
  readonly revision: number;
} {
  const deployments = [toDeployment(context)];
  return () => {
    const terms = context.terms.current;
    const { publicUrl } = context;
    const head = toHeadFrame({ publicUrl, deployments, terms, signerQuorum: trustSignerQuorum });
    return { head, revision: terms.revision };
  };
}

/** The one set of contracts that this program was started with. */
function toDeployment({ ledgerParts, logOrigin: origin }: FrameContext): DeploymentFacts {
  const { chainId, contracts } = ledgerParts.ledger.description;
  const lower = (address: string) => address.toLowerCase() as Hex;
  return {
    chainId,
    registry: lower(contracts.AuthorityRegistry),
    log: lower(contracts.DocumentLog),
    statusLists: lower(contracts.StatusLists),
    origin,
    from: 0,
    until: null,
    size: null,
    root: null,
  };
}
