import type { Hex } from "@sello/sdk";
import { cityAccount } from "../../dev/demo-city/demoOfficers.ts";
import { DemoWallet } from "../../dev/demo-wallet/DemoWallet.ts";
import { GoverningActs } from "../accounts/acts/GoverningActs.ts";
import { KeyRequests } from "../accounts/acts/KeyRequests.ts";
import { ApprovalActs } from "../accounts/acts/kinds/ApprovalActs.ts";
import { RegistryActs } from "../accounts/acts/kinds/RegistryActs.ts";
import { SignerActs } from "../accounts/acts/kinds/SignerActs.ts";
import { PgGoverningActs } from "../accounts/acts/PgGoverningActs.ts";
import { Auditors } from "../accounts/auditors/Auditors.ts";
import { auditedAuthorities } from "../accounts/auditors/auditedAuthorities.ts";
import { PgAuditors } from "../accounts/auditors/PgAuditors.ts";
import { Invitations } from "../accounts/invitations/Invitations.ts";
import { PgInvitations } from "../accounts/invitations/PgInvitations.ts";
import { SharedOffices } from "../accounts/many/SharedOffices.ts";
import { SignerChecks } from "../accounts/many/SignerChecks.ts";
import { OwnPasskeys } from "../accounts/passkeys/OwnPasskeys.ts";
import { Passkeys } from "../accounts/passkeys/Passkeys.ts";
import { PgPasskeys } from "../accounts/passkeys/PgPasskeys.ts";
import { IdentityOffices } from "../accounts/residents/registered/IdentityOffices.ts";
import { AccountSignatures } from "../accounts/sessions/AccountSignatures.ts";
import { EvmAccountContracts } from "../accounts/sessions/EvmAccountContracts.ts";
import { PgSessionStore } from "../accounts/sessions/PgSessionStore.ts";
import { Sessions } from "../accounts/sessions/Sessions.ts";
import { SignIns } from "../accounts/sessions/SignIns.ts";
import { Standings } from "../accounts/sessions/Standings.ts";
import type { PgAuditLog } from "../audit/PgAuditLog.ts";
import { AccountChanges } from "../registry/accounts/AccountChanges.ts";
import { EvmManyAccounts } from "../registry/accounts/EvmManyAccounts.ts";
import type { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import { PgTypeDrafts } from "../registry/types/drafts/PgTypeDrafts.ts";
import { TypeDrafts } from "../registry/types/drafts/TypeDrafts.ts";
import type { ServicesContext } from "./ServicesContext.ts";

/** Officers' sign-in, and what they do while they are signed in. */
export function composeOfficers(
  context: ServicesContext,
  audit: PgAuditLog,
  changes: RegistryChanges,
  drafts: TypeDrafts,
) {
  const { database, clock, publicUrl, ledgerParts, issuingParts, demo } = context;
  const { registry, signer } = issuingParts;
  const store = new PgSessionStore(database);
  const { chain, journal } = ledgerParts;
  const { chainId } = ledgerParts.ledger.description;
  const contracts = new EvmAccountContracts(chain);
  const accounts = new EvmManyAccounts(chain);
  const accountChanges = new AccountChanges({ chainId, chain, journal, transactor: database });
  const shared = new SharedOffices({ accounts, registry });
  const auditors = new Auditors({ store: new PgAuditors(database), audit, clock });
  const standings = new Standings({ shared, auditors });
  const sessions = new Sessions({ store, registry, standings, audit, clock });
  const signIns = new SignIns({
    nonces: store,
    signatures: new AccountSignatures(contracts),
    ...{ registry, standings, clock, publicUrl, chainId },
  });
  return {
    demo,
    ...{ shared, standings, auditors },
    identityOffices: new IdentityOffices({ registry, types: issuingParts.types, clock }),
    governingActs: new GoverningActs({
      store: new PgGoverningActs(database),
      checks: new SignerChecks(contracts, chain),
      kinds: {
        registry: new RegistryActs(changes),
        signers: new SignerActs(accountChanges),
        approval: new ApprovalActs(drafts.approvals),
      },
      place: changes.place,
      audited: (account) => auditedAuthorities({ auditors, registry }, account),
      ...{ shared, accounts, audit, clock },
    }),
    keyRequests: new KeyRequests({ signer, registry, shared, changes, clock }),
    ...composePasskeys(context, audit, { sessions, signers: accounts, changes: accountChanges }),
    sessions,
    signIns,
    demoWallet: demo ? composeDemoWallet(context, signIns) : null,
  };
}

/** Officers without a wallet of their own: how they get an account, and which passkeys it has. */
function composePasskeys(
  context: ServicesContext,
  audit: PgAuditLog,
  more: {
    readonly sessions: Sessions;
    readonly signers: EvmManyAccounts;
    readonly changes: AccountChanges;
  },
) {
  const { database, clock, publicUrl, passkeyDomain: domain } = context;
  const { officerAccounts: accounts } = context;
  const { chainId } = more.changes;
  const store = new PgPasskeys(database);
  const relyingParty = { id: domain, name: "Sello" };
  const { origin } = new URL(publicUrl);
  const base = { accounts, audit, clock, origin };
  const { signers } = more;
  return {
    passkeys: new Passkeys({ terms: { relyingParty, chainId }, store, accounts, signers }),
    ownPasskeys: new OwnPasskeys({ ...base, ...more, database, store, relyingParty }),
    invitations: new Invitations({
      ...{ ...base, store: new PgInvitations(database), passkeys: store, domain },
    }),
  };
}

export function composeTypeDrafts(
  { database, clock, ledgerParts, issuingParts }: ServicesContext,
  audit: PgAuditLog,
): TypeDrafts {
  const { chainId, contracts } = ledgerParts.ledger.description;
  const { registry, types, published } = issuingParts;
  return new TypeDrafts({
    store: new PgTypeDrafts(database),
    types,
    published,
    registry,
    contracts: new EvmAccountContracts(ledgerParts.chain),
    place: { chainId, registry: contracts.AuthorityRegistry.toLowerCase() as Hex },
    audit,
    clock,
  });
}

function composeDemoWallet(context: ServicesContext, signIns: SignIns): DemoWallet {
  const { keys, ledgerParts, officerAccounts } = context;
  const { chainId, contracts } = ledgerParts.ledger.description;
  return new DemoWallet({
    keys,
    place: { chainId, contracts: Object.values(contracts) },
    isSignIn: (message) => signIns.isOwn(message),
    cityAccount: async () => (await officerAccounts.find(cityAccount.request))?.address ?? null,
  });
}
