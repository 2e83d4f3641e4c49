import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import { type AuthorityTree, lineage } from "@sello/sdk/trust";
import { recoverAddress } from "viem";
import { ServiceError } from "../../../platform/errors.ts";
import { toAccountSignature } from "../../changes/toAccountSignature.ts";
import { rolesOf } from "../../officerRoles.ts";
import type { Authority } from "../../Registry.ts";
import type { DocumentTypeFile } from "../DocumentTypeFile.ts";
import { approvalHash, contentOf, nameWithVersion } from "./approvalTypedData.ts";
import type { Approval, PublishedType } from "./PublishedType.ts";
import type { SigningContracts } from "./SigningContracts.ts";
import { type SignedApproval, signedBy } from "./signedBy.ts";

/** Approvals that a type needs, each of another account, with as many people behind them. */
export const approvalsNeeded = 2;

/** Whether an account administers the authority or one above it now, all of them being active. */
export function mayApprove(
  tree: AuthorityTree<Authority>,
  owner: AuthorityId,
  account: Hex,
): boolean {
  const authority = tree.authorities.get(owner);
  const line = authority === undefined ? [] : lineage(tree, authority);
  const isActive = line.every(({ states }) => states.at(-1)?.state === "active");
  return isActive && line.some((each) => rolesOf(each, account).includes("administer"));
}

/**
 * The signature as it is kept, if it is the account's under this; null otherwise.
 * The chain does not answer about a contract's: `Unavailable`.
 */
export async function toApprovalSignature(
  account: Hex,
  hash: Hex,
  signature: Hex,
  contracts: SigningContracts,
): Promise<Hex | null> {
  const plain = toPlain(signature, account);
  if (plain !== null && (await recover(hash, plain)) === account) return plain;
  if (!(await contracts.isDeployed(account))) return null;
  return (await contracts.isSigned(account, hash, signature)) ? signature : null;
}

/** Null: of no form that a plain account signs in. */
function toPlain(signature: Hex, account: Hex): Hex | null {
  try {
    return toAccountSignature(signature, account);
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}

async function recover(hash: Hex, signature: Hex): Promise<string | null> {
  try {
    return (await recoverAddress({ hash, signature })).toLowerCase();
  } catch {
    // No point of the curve has these numbers.
    return null;
  }
}

/**
 * Whether as many officers as it takes have approved a type, and may do so now. Nothing of it is believed.
 * @param file what its text says, as it was read
 */
export async function isApproved(
  { authority, file: text, approvals }: PublishedType,
  file: DocumentTypeFile,
  documentType: DocumentTypeId,
  tree: AuthorityTree<Authority>,
  contracts: (approval: Approval) => SigningContracts | null,
): Promise<boolean> {
  const asked = { authority, documentType, name: nameWithVersion(file), content: contentOf(text) };
  const good = new Map<Hex, SignedApproval>();
  for (const approval of approvals) {
    const { account, chainId, registry, signature } = approval;
    const asking = contracts(approval);
    if (asking === null || !mayApprove(tree, authority, account)) continue;
    const own = { ...asked, chainId, registry, signer: account };
    const kept = await toApprovalSignature(account, approvalHash(own), signature, asking);
    if (kept !== null) good.set(account, { asked: own, signature: kept, contracts: asking });
  }
  if (good.size < approvalsNeeded) return false;
  return (await signedBy([...good.values()])).size >= approvalsNeeded;
}
