import { getAddress } from "viem";
import { toActor } from "../../http/Caller.ts";
import { requireOwnOrigin } from "../../http/routes/checkCsrf.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { Registry } from "../../registry/Registry.ts";
import { subordinateAuthorities, subordinateAuthority } from "../actsFor.ts";
import type { Passkeys } from "../passkeys/Passkeys.ts";
import type { Invitation } from "./Invitation.ts";
import { challengeOf, type Invitations } from "./Invitations.ts";
import { subordinateInvitation } from "./subordinateInvitation.ts";

export type InvitationRouteParts = {
  readonly invitations: Pick<
    Invitations,
    "create" | "list" | "get" | "revoke" | "open" | "accept" | "stateOf"
  >;
  readonly passkeys: Pick<Passkeys, "terms" | "find">;
  readonly registry: Registry;
  readonly publicUrl: string;
};

const fromBase64url = (text: string): Uint8Array => Buffer.from(text, "base64url");

export const invitationRoutes = (parts: InvitationRouteParts): Route[] => [
  ...administratorRoutes(parts),
  ...invitedRoutes(parts),
  ...passkeyRoutes(parts),
];

const administratorRoutes = (parts: InvitationRouteParts) => [
  route("createInvitation", {
    handle: async ({ caller, body: { authority: named, replaces = null, ...body } }) => {
      const { registry, invitations } = parts;
      const slug = named ?? (await registry.byId(caller.authority)).slug;
      const authority = await subordinateAuthority(registry, caller, slug);
      const request = { ...body, authority, replaces };
      const { invitation, secret } = await invitations.create(request, toActor(caller));
      return json({ invitation: await toView(parts, invitation), secret }, { status: 201 });
    },
  }),
  route("listInvitations", {
    handle: async ({ caller }) => {
      const authorities = await subordinateAuthorities(parts.registry, caller);
      const found = await parts.invitations.list(authorities);
      return json({ invitations: await Promise.all(found.map((each) => toView(parts, each))) });
    },
  }),
  route("revokeInvitation", {
    handle: async ({ caller, params: { id } }) => {
      await subordinateInvitation(parts, caller, id);
      await parts.invitations.revoke(id, toActor(caller));
      return empty();
    },
  }),
];

const invitedRoutes = (parts: InvitationRouteParts) => [
  route("openInvitation", {
    handle: async ({ body: { secret } }) =>
      json(await toOpened(parts, await parts.invitations.open(secret), secret)),
  }),
  route("acceptInvitation", {
    handle: async ({ body: { secret, ...body }, client: { origin } }) => {
      requireOwnOrigin(origin, parts.publicUrl);
      const invitation = await parts.invitations.accept(secret, {
        clientData: fromBase64url(body.clientDataJSON),
        authenticatorData: fromBase64url(body.authenticatorData),
      });
      return json(await toOpened(parts, invitation, secret), { status: 202 });
    },
  }),
];

const passkeyRoutes = ({ passkeys }: InvitationRouteParts) => [
  route("getPasskeyTerms", { handle: async () => json(passkeys.terms) }),
  route("findPasskey", {
    handle: async ({ body: { id } }) => {
      const { account, signer } = await passkeys.find(fromBase64url(id));
      return json({ account: getAddress(account), signer });
    },
  }),
];

async function toView({ registry, invitations }: InvitationRouteParts, invitation: Invitation) {
  const { id, name, roles, replaces, createdAt, endsAt, account } = invitation;
  return {
    ...{ id, name, roles, createdAt, endsAt },
    authority: (await registry.byId(invitation.authority)).slug,
    replaces: replaces && getAddress(replaces),
    state: invitations.stateOf(invitation),
    account: account && { address: getAddress(account.address), state: account.state },
  };
}

async function toOpened(parts: InvitationRouteParts, invitation: Invitation, secret: string) {
  const authority = await parts.registry.byId(invitation.authority);
  return {
    invitation: await toView(parts, invitation),
    authorityName: authority.name,
    relyingParty: parts.passkeys.terms.relyingParty,
    challenge: challengeOf(secret),
    user: Buffer.from(invitation.id.replaceAll("-", ""), "hex").toString("base64url"),
  };
}
