import { type Hex, toAuthorityId } from "@sello/sdk";
import { type Abi, encodeDeployData, hexToBytes } from "viem";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { GoverningActs, type ShownAct } from "../../../../services/accounts/acts/GoverningActs.ts";
import { ApprovalActs } from "../../../../services/accounts/acts/kinds/ApprovalActs.ts";
import { RegistryActs } from "../../../../services/accounts/acts/kinds/RegistryActs.ts";
import { SignerActs } from "../../../../services/accounts/acts/kinds/SignerActs.ts";
import { PgGoverningActs } from "../../../../services/accounts/acts/PgGoverningActs.ts";
import { SharedOffices } from "../../../../services/accounts/many/SharedOffices.ts";
import { SignerChecks } from "../../../../services/accounts/many/SignerChecks.ts";
import { EvmAccountContracts } from "../../../../services/accounts/sessions/EvmAccountContracts.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import type { OfficerSession } from "../../../../services/http/Caller.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../../../services/ledger/evm/abi/accountBytecode.ts";
import { officerAccountAbi } from "../../../../services/ledger/evm/abi/officerAccountAbi.ts";
import { systemClock } from "../../../../services/platform/Clock.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { AccountChanges } from "../../../../services/registry/accounts/AccountChanges.ts";
import { EvmManyAccounts } from "../../../../services/registry/accounts/EvmManyAccounts.ts";
import type { RegistryOperation } from "../../../../services/registry/changes/RegistryRequest.ts";
import { toIss } from "../../../../services/registry/toIss.ts";
import { PgTypeDrafts } from "../../../../services/registry/types/drafts/PgTypeDrafts.ts";
import { TypeDrafts } from "../../../../services/registry/types/drafts/TypeDrafts.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { PublishedTypes } from "../../../../services/registry/types/published/PublishedTypes.ts";
import type { KeyOfKind } from "../../../../services/signing/keyKinds.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { chainId, openRegistry, publicUrl, rpc, startAnvil } from "../../registry/registryChain.ts";

export const idOf = (slug: string) => toAuthorityId(toIss(publicUrl, slug));
const names = JSON.stringify({ zh: "部门", es: "Departamento", en: "Department" });

export const newPerson = (): PrivateKeyAccount => privateKeyToAccount(generatePrivateKey());

/** The session of this account. */
export const signedIn = ({ address }: { readonly address: Hex }): OfficerSession => ({
  ...{ kind: "session", id: "s", csrfToken: "t" },
  account: address.toLowerCase() as Hex,
  ...{ startedAt: 0, lastUsedAt: 0, endsAt: 0 },
});

export const registration = (slug: string): RegistryOperation => ({
  operation: "RegisterAuthority",
  values: {
    authority: idOf(slug),
    parent: idOf("city"),
    kind: 4,
    issuer: toIss(publicUrl, slug),
    names,
  },
});

/** A city on a real chain, and the queue of acts of accounts of many, on a real database. */
export async function openOfficeOfMany() {
  const [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  const { database } = await postgres.database();
  let administrator: KeyOfKind["secp256k1"] | undefined;
  const open = await openRegistry(anvil.url, database, async (keys) => {
    administrator = await keys.createOrLoad("officer/city", "secp256k1");
    const { address } = administrator;
    return { city: idOf("city"), iss: toIss(publicUrl, "city"), names, administrator: address };
  });
  const { changes, registry, chain, journal } = open;

  /** By an account that anvil lets act without a key. */
  async function transact(data: Hex, to?: Hex) {
    const from = "0x00000000000000000000000000000000000d0e50";
    await rpc(anvil.url, "anvil_impersonateAccount", [from]);
    const transaction = { from, data, gas: "0xf00000", gasPrice: "0x0", ...(to ? { to } : {}) };
    const hash = await rpc(anvil.url, "eth_sendTransaction", [transaction]);
    await rpc(anvil.url, "evm_mine");
    return (await rpc(anvil.url, "eth_getTransactionReceipt", [hash])) as {
      readonly contractAddress: Hex;
      readonly logs: readonly { readonly address: Hex; readonly topics: readonly Hex[] }[];
    };
  }
  const deploy = async (data: Hex): Promise<Hex> => (await transact(data)).contractAddress;
  const verifiers = {
    p256: await deploy(erc7913P256VerifierBytecode),
    webAuthn: await deploy(erc7913WebAuthnVerifierBytecode),
  };
  const makeAccount = (signers: readonly string[], threshold: number): Promise<Hex> =>
    deploy(
      encodeDeployData({
        abi: officerAccountAbi as Abi,
        bytecode: officerAccountBytecode,
        args: [verifiers.p256, verifiers.webAuthn, signers, BigInt(threshold)],
      }),
    );

  /** By the city's first administrator, whose wallet is here. */
  async function change(operation: RegistryOperation): Promise<void> {
    if (!administrator) throw new Error("there is no administrator");
    const typedData = await changes.prepare(administrator.address, operation);
    const signature = await administrator.signTypedData(typedData as never);
    const { nonce, deadline } = typedData.message;
    const authorization = { signer: administrator.address, nonce, deadline, signature };
    await changes.submit({ ...operation, authorization });
    await open.advance();
    await registry.refresh();
  }
  const appoint = (officer: Hex, roles = 1, slug = "city") =>
    change({ operation: "SetOfficer", values: { authority: idOf(slug), officer, roles } });

  const accounts = new EvmManyAccounts(chain);
  const contracts = new EvmAccountContracts(chain);
  // Each look comes long after the one before.
  let now = 0;
  const shared = new SharedOffices({ accounts, registry, now: () => (now += 10_000) });
  const store = new PgGoverningActs(database);
  const audit = new PgAuditLog(database);
  const types = new FileDocumentTypes({ publicUrl });
  const drafts = new TypeDrafts({
    ...{ store: new PgTypeDrafts(database), types, registry, contracts, audit },
    published: new PublishedTypes({ database, types, logger: silentLogger }),
    place: { ...changes.place, registry: changes.place.registry.toLowerCase() as Hex },
    clock: systemClock,
  });
  /** Who audits what: a test says it. */
  const audits = { who: "", slug: "city" };
  const acts = new GoverningActs({
    ...{ store, accounts, shared, audit, clock: systemClock },
    checks: new SignerChecks(contracts, chain),
    kinds: {
      registry: new RegistryActs(changes),
      signers: new SignerActs(
        new AccountChanges({ chainId, chain, journal, transactor: database }),
      ),
      approval: new ApprovalActs(drafts.approvals),
    },
    place: changes.place,
    audited: async (who) => (who === audits.who ? [idOf(audits.slug)] : []),
  });
  return {
    ...open,
    /** The accounts of the service, with their keys. */
    ownAccounts: open.accounts,
    ...{ database, url: anvil.url, verifiers, shared, acts, drafts, audits, deploy, transact },
    ...{ makeAccount, change, appoint },
    /** What is relayed gets into a block, and is read. */
    async settle() {
      await open.advance();
      await registry.refresh();
    },
    async stop() {
      await anvil.stop();
      await postgres.stop();
    },
  };
}

/** What a person's wallet signs for each of an act's requests. */
export const signAct = (person: PrivateKeyAccount, shown: ShownAct): Promise<Hex[]> =>
  Promise.all(shown.requests.map(({ signed }) => person.signTypedData(signed as never)));

/** What a hardware wallet makes of it: v of 0 or 1. */
export function withLowV(signature: Hex): Hex {
  const bytes = hexToBytes(signature);
  bytes[64] = (bytes[64] ?? 27) - 27;
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
