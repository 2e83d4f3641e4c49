import type { Hex } from "@sello/sdk";
import { getAddress } from "viem";
import type { OfficerSession } from "../../http/Caller.ts";
import { json } from "../../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../../http/routes/Route.ts";
import { isPerson } from "../../registry/accounts/ManyAccount.ts";
import { hashOf } from "../../registry/accounts/toSignersData.ts";
import type { RelayedChange } from "../../registry/changes/PgChangeStates.ts";
import type { RegistryChanges } from "../../registry/changes/RegistryChanges.ts";
import { toChangeView } from "../../registry/changes/toChangeView.ts";
import type { Registry } from "../../registry/Registry.ts";
import { type GoverningActs, type ShownAct, signersOf } from "./GoverningActs.ts";
import type { KeyRequests } from "./KeyRequests.ts";

export type GoverningActRouteParts = {
  readonly governingActs: Pick<
    GoverningActs,
    "list" | "get" | "propose" | "sign" | "decline" | "send" | "end"
  >;
  readonly keyRequests: Pick<KeyRequests, "make">;
  readonly registryChanges: Pick<RegistryChanges, "many">;
  readonly registry: Registry;
};

type View = JsonAnswer<"getGoverningAct">;

export const governingActRoutes = (parts: GoverningActRouteParts): Route[] => {
  const { governingActs: acts, keyRequests, registryChanges, registry } = parts;
  const changesOf = (all: readonly ShownAct[]) =>
    registryChanges.many(all.flatMap(({ act: { changeId } }) => changeId ?? []));
  const show = async (shown: ShownAct, { account }: OfficerSession, status = 200) =>
    json(await toView(registry, shown, account, await changesOf([shown])), { status });
  return [
    route("listGoverningActs", {
      handle: async ({ caller }) => {
        const found = await acts.list(caller);
        const changes = await changesOf(found);
        const views = found.map((each) => toView(registry, each, caller.account, changes));
        return json({ acts: await Promise.all(views) });
      },
    }),
    route("proposeGoverningAct", {
      handle: async ({ caller, body: { account, ...proposal } }) => {
        const lower = account.toLowerCase() as Hex;
        return show(await acts.propose(caller, { ...proposal, account: lower }), caller, 201);
      },
    }),
    route("getGoverningAct", {
      handle: async ({ caller, params: { id } }) => show(await acts.get(caller, id), caller),
    }),
    route("signGoverningAct", {
      handle: async ({ caller, params: { id }, body }) => {
        const signer = (body.signer?.toLowerCase() ?? caller.account) as Hex;
        const signatures = body.signatures.map((each) => each.toLowerCase() as Hex);
        return show(await acts.sign(caller, id, { signer, signatures }), caller);
      },
    }),
    route("declineGoverningAct", {
      handle: async ({ caller, params: { id } }) => show(await acts.decline(caller, id), caller),
    }),
    route("sendGoverningAct", {
      handle: async ({ caller, params: { id } }) => show(await acts.send(caller, id), caller),
    }),
    route("endGoverningAct", {
      handle: async ({ caller, params: { id } }) => show(await acts.end(caller, id), caller),
    }),
    route("prepareSigningKey", {
      handle: async ({ caller, params: { slug }, body: { overlapSeconds } }) =>
        json(await keyRequests.make(caller, slug, overlapSeconds)),
    }),
  ];
};

async function toView(
  registry: Registry,
  shown: ShownAct,
  person: Hex,
  changes: ReadonlyMap<string, RelayedChange>,
): Promise<View> {
  const { act, account, requests } = shown;
  const change = act.changeId === null ? undefined : changes.get(act.changeId);
  const decisionOf = (signer: Hex) => act.decisions.find((each) => each.signer === signer);
  const { id, kind, state, deadline, createdAt, refusal, replaces, replacedBy, endedAt } = act;
  return {
    ...{ id, kind, state, deadline, createdAt, refusal, replaces, replacedBy, endedAt },
    account: getAddress(act.account),
    authority: (await registry.byId(act.authority)).slug,
    proposedBy: getAddress(act.proposedBy),
    endedBy: act.endedBy && getAddress(act.endedBy),
    threshold: account.threshold,
    signed: signersOf(shown).length,
    signers: account.signers.map((signer) => {
      const decision = decisionOf(signer);
      return {
        signer: toShown(signer),
        you: signer === person,
        decision: toWord(decision),
        decidedAt: decision?.at ?? null,
      };
    }),
    requests: requests.map(({ request, signed }, index) => {
      const { operation = "", values = {} } = act.operations[index] ?? {};
      return {
        ...{ operation, values: withShown(values), hash: hashOf(request) },
        ...{ typedData: signed, signedHash: hashOf(signed) },
      };
    }),
    change: change === undefined ? null : toChangeView(change),
  };
}

/** As wallets show accounts: with the checksum of EIP-55. */
const toShown = (signer: Hex): Hex => (isPerson(signer) ? getAddress(signer) : signer);

/** The people that are added to an account, and removed, as they are shown among its signers. */
const withShown = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      (name === "added" || name === "removed") && Array.isArray(value) ? value.map(toShown) : value,
    ]),
  );

const toWord = (
  decision: ShownAct["act"]["decisions"][number] | undefined,
): "waiting" | "signed" | "declined" => {
  if (decision === undefined) return "waiting";
  return decision.signatures === null ? "declined" : "signed";
};
