import type { Hex } from "@sello/sdk";
import { getAddress } from "viem";
import type { OfficerSession } from "../../http/Caller.ts";
import { requireOwnOrigin } from "../../http/routes/checkCsrf.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { sessionCookieName, toSessionCookie } from "../../http/sessionFields.ts";
import { limits } from "../../platform/limits.ts";
import { isPerson } from "../../registry/accounts/ManyAccount.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import type { SharedOffices } from "../many/SharedOffices.ts";
import type { IdentityOffices } from "../residents/registered/IdentityOffices.ts";
import { nameBrowser } from "./nameBrowser.ts";
import { type Office, officesOf } from "./officerRights.ts";
import type { Sessions } from "./Sessions.ts";
import type { SignIns } from "./SignIns.ts";
import type { Standings } from "./Standings.ts";

export type SessionRouteParts = {
  readonly signIns: Pick<SignIns, "begin" | "verify">;
  readonly sessions: Pick<Sessions, "start" | "list" | "end" | "endAll">;
  readonly registry: Pick<Registry, "all">;
  readonly shared: Pick<SharedOffices, "of">;
  readonly standings: Pick<Standings, "of">;
  readonly identityOffices: Pick<IdentityOffices, "may">;
  readonly publicUrl: string;
  /** Whether wallets of the demo's officers are on loan here. */
  readonly demo: boolean;
};

export const sessionRoutes = (parts: SessionRouteParts): Route[] => [
  ...signInRoutes(parts),
  ...ownRoutes(parts),
];

const signInRoutes = (parts: SessionRouteParts) => [
  route("beginSignIn", {
    handle: async ({ client }) => json(await parts.signIns.begin(client.address), { status: 201 }),
  }),
  route("createSession", {
    handle: async ({ body, client: { address, origin, userAgent } }) => {
      // Or a stranger's page could sign its visitors in as somebody else.
      requireOwnOrigin(origin, parts.publicUrl);
      const { message, signature } = body;
      const account = await parts.signIns.verify(message, signature as Hex, address);
      const { session, token } = await parts.sessions.start(account, nameBrowser(userAgent));
      return json(await toView(parts, session), { status: 201, headers: cookie(parts, token) });
    },
  }),
];

const ownRoutes = (parts: SessionRouteParts) => [
  route("getSession", { handle: async ({ caller }) => json(await toView(parts, caller)) }),
  route("listSessions", {
    handle: async ({ caller }) => {
      const found = await parts.sessions.list(caller);
      return json({
        sessions: found.map(({ account: _, beforeAt: _before, ...each }) => ({
          ...each,
          current: each.id === caller.id,
        })),
      });
    },
  }),
  route("endSession", {
    handle: async ({ caller }) => {
      await parts.sessions.end(caller, caller.id);
      return empty({ headers: cookie(parts, null) });
    },
  }),
  route("endSessionById", {
    handle: async ({ caller, params: { id } }) => {
      await parts.sessions.end(caller, id);
      return empty(id === caller.id ? { headers: cookie(parts, null) } : {});
    },
  }),
  route("endAllSessions", {
    handle: async ({ caller }) => {
      await parts.sessions.endAll(caller);
      return empty({ headers: cookie(parts, null) });
    },
  }),
];

const cookie = ({ publicUrl }: SessionRouteParts, token: string | null) => ({
  "set-cookie": toSessionCookie(
    sessionCookieName(publicUrl),
    token,
    publicUrl,
    limits.sessionSeconds,
  ),
});

async function toView(parts: SessionRouteParts, session: OfficerSession) {
  const { registry, shared, standings, identityOffices, demo } = parts;
  const { kind: _, account, ...rest } = session;
  const offices = await officesOf(registry, account);
  const accounts = await shared.of(account);
  const others = await standings.of(account);
  const all = [...offices, ...toOffices(await registry.all(), offices, others)];
  return {
    ...rest,
    account: getAddress(account),
    idleEndsAt: Math.min(session.lastUsedAt + limits.sessionIdleSeconds, session.endsAt),
    demo,
    authorities: await Promise.all(
      all.map(async ({ authority: { id, slug, name }, roles, actions }) => ({
        ...{ slug, name, roles, actions, standings: others.get(id) ?? [] },
        isDesk: actions.includes("issue") && (await identityOffices.may(id)),
      })),
    ),
    accounts: accounts.map((each) => ({
      account: getAddress(each.account.account),
      kind: each.account.kind,
      signers: each.account.signers.length,
      threshold: each.account.threshold,
      people: each.account.signers.map((one) => (isPerson(one) ? getAddress(one) : one)),
      authorities: each.offices.map(({ authority: { slug, name }, roles }) => ({
        ...{ slug, name, roles },
      })),
    })),
  };
}

/** Authorities at which the account has a standing and no role. */
const toOffices = (
  all: readonly Authority[],
  offices: readonly Office[],
  standings: Awaited<ReturnType<Standings["of"]>>,
): readonly Office[] =>
  all
    .filter(({ id }) => standings.has(id) && !offices.some(({ authority }) => authority.id === id))
    .map((authority) => ({ authority, roles: [], actions: [] }));
