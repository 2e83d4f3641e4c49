import type { Hex } from "@sello/sdk";
import { contractLimits } from "@sello/sdk/log";
import { decodeAbiParameters, hashMessage, parseAbiParameters, recoverAddress } from "viem";
import { isPerson } from "../../accounts/ManyAccount.ts";
import { hashOf, toSignersData } from "../../accounts/toSignersData.ts";
import { approvalHash, approvalTypedData, type ToApprove } from "./approvalTypedData.ts";
import type { SigningContracts } from "./SigningContracts.ts";

/** An approval whose signature the account has taken. */
export type SignedApproval = {
  readonly asked: ToApprove;
  readonly signature: Hex;
  readonly contracts: Pick<SigningContracts, "isSigned">;
};

/** Accounts that sign for accounts that sign: deeper is nobody's way of working. */
const depthMax = 4;

/**
 * The people behind approvals, each once: who approved alone and signed for an account of many as well is one. Only as far as
 * signatures tell: what is of a form that is not known counts as its account. Keys are their account's
 * person, however many of them signed: an officer has a passkey on each device.
 */
export async function signedBy(approvals: readonly SignedApproval[]): Promise<ReadonlySet<Hex>> {
  const people = await Promise.all(approvals.map(peopleOf));
  return new Set(people.flat());
}

async function peopleOf(approval: SignedApproval): Promise<readonly Hex[]> {
  const { asked, signature } = approval;
  const joined = readJoined(asked.signer, signature, depthMax);
  if (joined !== null) return joined;
  const own = await recover(approvalHash(asked), signature);
  if (own === asked.signer) return [own];
  const owners = await recoverOwners(approval);
  return owners.length > 0 ? owners : [asked.signer];
}

/** Of an officer account (docs/decisions/0146), and of those that are its signers; null: it is another kind's. */
function readJoined(account: Hex, signature: Hex, depth: number): readonly Hex[] | null {
  const parts = depth === 0 ? null : readParts(signature);
  if (parts === null) return null;
  const people = parts.flatMap(([signer, own]) => {
    if (!isPerson(signer)) return [account];
    return readJoined(signer, own, depth - 1) ?? [signer];
  });
  return people.length > 0 ? people : null;
}

/** What comes behind it says which request it is about (ERC-7739), and is not looked at. */
function readParts(signature: Hex): readonly (readonly [signer: Hex, signature: Hex])[] | null {
  try {
    const [signers, signatures] = decodeAbiParameters(
      parseAbiParameters("bytes[], bytes[]"),
      signature,
    );
    if (signers.length !== signatures.length) return null;
    return signers.map((signer, index) => [lower(signer), signatures[index] ?? "0x"] as const);
  } catch {
    return null;
  }
}

/** In characters, without what tells that it is hex. */
const ecdsaLength = 130;

/**
 * A Safe's: its owners' one behind the other. With v above 30 they signed the hash as a message (`eth_sign`). It looks at as
 * many as it needs; what comes behind them may be anybody's.
 */
async function recoverOwners(approval: SignedApproval): Promise<readonly Hex[]> {
  const { asked, signature, contracts } = approval;
  const most = (signature.length - 2) / ecdsaLength;
  if (!Number.isInteger(most) || most > contractLimits.accountSignersMax) return [];
  const own = approvalHash(asked);
  for (let count = 1; count <= most; count++) {
    const first = signature.slice(0, 2 + count * ecdsaLength) as Hex;
    if (await contracts.isSigned(asked.signer, own, first)) return ownersOf(asked, first);
  }
  return [];
}

async function ownersOf(asked: ToApprove, signature: Hex): Promise<readonly Hex[]> {
  const safe = { account: asked.signer, kind: "safe" } as const;
  const hash = hashOf(toSignersData(safe, approvalTypedData(asked)));
  const owners: (Hex | null)[] = [];
  for (let at = 2; at < signature.length; at += ecdsaLength) {
    const one = signature.slice(at, at + ecdsaLength);
    const v = Number.parseInt(one.slice(-2), 16);
    const plain: Hex = v > 30 ? `0x${one.slice(0, -2)}${(v - 4).toString(16)}` : `0x${one}`;
    owners.push(await recover(v > 30 ? hashMessage({ raw: hash }) : hash, plain));
  }
  return owners.filter((owner) => owner !== null);
}

async function recover(hash: Hex, signature: Hex): Promise<Hex | null> {
  try {
    return lower(await recoverAddress({ hash, signature }));
  } catch {
    return null;
  }
}

const lower = (hex: string): Hex => hex.toLowerCase() as Hex;
