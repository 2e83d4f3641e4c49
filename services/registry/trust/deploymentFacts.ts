import { type Hex, toBase64 } from "@sello/sdk";
import type { Deployment } from "../../ledger/deployment/Deployment.ts";
import type { DeploymentFacts } from "./HeadFrame.ts";

/**
 * The row of deployments as a head has it: each from where the one before ended, without a gap. An entry of the second of
 * sealing is in the log that was sealed. One that is prepared is named as soon as its predecessor is sealed, so that
 * witnesses take its log; before, the network has nothing in it.
 */
export function deploymentFacts(deployments: readonly Deployment[]): DeploymentFacts[] {
  const facts: DeploymentFacts[] = [];
  for (const deployment of deployments) {
    const before = facts.at(-1);
    if (before !== undefined && before.until === null) break;
    facts.push(toFacts(deployment, before?.until ?? 0));
  }
  return facts;
}

function toFacts(
  { chainId, contracts, origin, sealed }: Deployment,
  from: number,
): DeploymentFacts {
  const lower = (address: string) => address.toLowerCase() as Hex;
  return {
    chainId,
    registry: lower(contracts.AuthorityRegistry),
    log: lower(contracts.DocumentLog),
    statusLists: lower(contracts.StatusLists),
    origin,
    from,
    until: sealed === null ? null : sealed.at + 1,
    size: sealed?.size ?? null,
    root: sealed === null ? null : toBase64(sealed.root),
  };
}
