import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import type { ChainEvent } from "../../ledger/Projection.ts";

/** A signing key with its term, as the contract keeps it: 0 is "without end" and "never distrusted". */
type KeyState = {
  readonly authority: AuthorityId;
  readonly from: bigint;
  readonly until: bigint;
  readonly distrustedFrom: bigint;
  /** Coordinates; null where the contract did not publish them (edition 1). */
  readonly point: { readonly x: Hex; readonly y: Hex } | null;
};

type AuthorityState = {
  readonly parent: AuthorityId;
  readonly kind: number;
  readonly state: number;
  readonly issuer: string;
  readonly names: string;
};

type ValidatorState = {
  readonly centre: AuthorityId;
  readonly nodeKey: Hex;
  readonly power: bigint;
  readonly from: bigint;
  readonly until: bigint;
};

/** All that a registry holds, in the order in which it came to be: parents come before those below them. */
export type RegistryState = {
  readonly city: AuthorityId;
  readonly authorities: ReadonlyMap<AuthorityId, AuthorityState>;
  readonly officers: ReadonlyMap<string, Fact & { readonly officer: Hex; readonly roles: number }>;
  readonly accreditations: ReadonlyMap<
    string,
    Fact & { readonly documentType: DocumentTypeId; readonly level: number }
  >;
  /** By thumbprint. */
  readonly keys: ReadonlyMap<Hex, KeyState>;
  readonly prefixes: ReadonlyMap<string, Fact & { readonly prefix: string }>;
  /** By consensus key: one centre may have several. */
  readonly validators: ReadonlyMap<Hex, ValidatorState>;
  readonly relays: ReadonlySet<Hex>;
};

type Fact = { readonly authority: AuthorityId };
type Args = ChainEvent["args"];

/** The state is built here, and handed on as one that nobody changes. */
type Building = {
  -readonly [Part in keyof RegistryState]: RegistryState[Part] extends ReadonlyMap<infer K, infer V>
    ? Map<K, V>
    : RegistryState[Part] extends ReadonlySet<infer V>
      ? Set<V>
      : RegistryState[Part];
};

const noKind = 0;
const cityKind = 1;
const active = 1;

/** What the registries' events make, one after the other. Events of other contracts change nothing. */
export function foldRegistryState(events: readonly ChainEvent[]): RegistryState {
  const state: Building = {
    city: "0x" as AuthorityId,
    authorities: new Map(),
    officers: new Map(),
    accreditations: new Map(),
    keys: new Map(),
    prefixes: new Map(),
    validators: new Map(),
    relays: new Set(),
  };
  for (const { contract, name, args } of events) {
    const apply =
      contract === "AuthorityRegistry" && Object.hasOwn(changes, name) ? changes[name] : undefined;
    apply?.(state, args);
  }
  return state;
}

const authorityOf = (args: Args): AuthorityId => args.authority as AuthorityId;

const changes: Readonly<Record<string, (state: Building, args: Args) => void>> = {
  AuthorityRegistered(state, args) {
    const id = authorityOf(args);
    // A successor states again what it took over.
    if (state.authorities.has(id)) return;
    const kind = Number(args.kind ?? noKind);
    if (kind === cityKind) state.city = id;
    state.authorities.set(id, {
      parent: args.parent as AuthorityId,
      kind,
      state: active,
      issuer: String(args.issuer),
      names: String(args.names),
    });
  },
  AuthorityStateChanged(state, args) {
    const known = state.authorities.get(authorityOf(args));
    if (known) state.authorities.set(authorityOf(args), { ...known, state: Number(args.state) });
  },
  OfficerChanged(state, args) {
    const [authority, officer] = [authorityOf(args), String(args.officer).toLowerCase() as Hex];
    const roles = Number(args.roles);
    put(state.officers, `${authority}/${officer}`, roles !== 0, { authority, officer, roles });
  },
  AccreditationChanged(state, args) {
    const [authority, level] = [authorityOf(args), Number(args.level)];
    const documentType = args.documentType as DocumentTypeId;
    const fact = { authority, documentType, level };
    // Level 0 means no accreditation in both editions.
    put(state.accreditations, `${authority}/${documentType}`, level > 0, fact);
  },
  SigningKeyChanged(state, args) {
    const thumbprint = args.thumbprint as Hex;
    const { point = null, distrustedFrom = 0n } = state.keys.get(thumbprint) ?? {};
    const [from, until] = [BigInt(String(args.from)), BigInt(String(args.until))];
    state.keys.set(thumbprint, {
      authority: authorityOf(args),
      from,
      until,
      point,
      distrustedFrom,
    });
  },
  SigningKeyPublished(state, args) {
    const known = state.keys.get(args.thumbprint as Hex);
    const point = { x: args.x as Hex, y: args.y as Hex };
    if (known) state.keys.set(args.thumbprint as Hex, { ...known, point });
  },
  SigningKeyDistrusted(state, args) {
    const known = state.keys.get(args.thumbprint as Hex);
    const distrustedFrom = BigInt(String(args.since));
    if (known) state.keys.set(args.thumbprint as Hex, { ...known, distrustedFrom });
  },
  IssuerPrefixChanged(state, args) {
    const [authority, prefix] = [authorityOf(args), String(args.prefix)];
    put(state.prefixes, `${authority}/${prefix}`, args.granted === true, { authority, prefix });
  },
  ValidatorChanged(state, args) {
    const number = (name: string) => BigInt(String(args[name]));
    state.validators.set(args.consensusKey as Hex, {
      centre: args.centre as AuthorityId,
      nodeKey: args.nodeKey as Hex,
      power: number("power"),
      from: number("from"),
      until: number("until"),
    });
  },
  RelayChanged(state, args) {
    const account = String(args.account).toLowerCase() as Hex;
    if (args.permitted === true) state.relays.add(account);
    else state.relays.delete(account);
  },
};

function put<V>(map: Map<string, V>, key: string, holds: boolean, value: V): void {
  if (holds) map.set(key, value);
  else map.delete(key);
}
