import type { Hex } from "@sello/sdk";
import { type AbiParameter, encodeAbiParameters, parseAbiParameters } from "viem";
import { MigrationFault } from "../errors.ts";
import type { RegistryState } from "./RegistryState.ts";

/** One fact of a registry's state, as the successor takes it (`ISuccession.Record`). */
export type TakeOverRecord = { readonly kind: number; readonly data: Hex };

/** Numbers of `ISuccession.RecordKind`. */
const kinds = {
  authority: 0,
  officer: 1,
  accreditation: 2,
  key: 3,
  grant: 4,
  validator: 5,
  relay: 6,
} as const;

const shapes = {
  authority: parseAbiParameters("bytes32, bytes32, uint8, uint8, string, string"),
  officer: parseAbiParameters("bytes32, address, uint8"),
  accreditation: parseAbiParameters("bytes32, bytes32, uint8"),
  key: parseAbiParameters("bytes32, bytes32, bytes32, uint64, uint64, uint64"),
  grant: parseAbiParameters("bytes32, string"),
  validator: parseAbiParameters("bytes32, bytes, bytes, uint64, uint64, uint64"),
  relay: parseAbiParameters("address"),
} as const satisfies Record<keyof typeof kinds, readonly AbiParameter[]>;

const record = (kind: keyof typeof kinds, values: readonly unknown[]): TakeOverRecord => ({
  kind: kinds[kind],
  data: encodeAbiParameters(shapes[kind] as readonly AbiParameter[], values as unknown[]),
});

/** Coordinates of keys that a registry of edition 1 knows by thumbprint only. */
export type KeyPoints = (thumbprint: Hex) => { readonly x: Hex; readonly y: Hex } | null;

/**
 * All that goes on, those first that others need. The successor was made with the city in it. A key whose coordinates
 * nobody has: `MigrationFault` `migration.key_unknown`.
 */
export function toTakeOverRecords(state: RegistryState, points: KeyPoints): TakeOverRecord[] {
  const authorities = [...state.authorities].filter(([id]) => id !== state.city);
  return [
    ...authorities.map(([id, { parent, kind, state: now, issuer, names }]) =>
      record("authority", [id, parent, kind, now, issuer, names]),
    ),
    ...[...state.prefixes.values()].map(({ authority, prefix }) =>
      record("grant", [authority, prefix]),
    ),
    ...[...state.officers.values()].map(({ authority, officer, roles }) =>
      record("officer", [authority, officer, roles]),
    ),
    ...[...state.accreditations.values()].map(({ authority, documentType, level }) =>
      record("accreditation", [authority, documentType, level]),
    ),
    ...toKeyRecords(state, points),
    ...[...state.validators].map(([consensusKey, { centre, nodeKey, power, from, until }]) =>
      record("validator", [centre, consensusKey, nodeKey, power, from, until]),
    ),
    ...[...state.relays].map((account) => record("relay", [account])),
  ];
}

const toKeyRecords = ({ keys }: RegistryState, points: KeyPoints): TakeOverRecord[] =>
  [...keys].map(([thumbprint, { authority, from, until, distrustedFrom, point }]) => {
    const found = point ?? points(thumbprint);
    if (found !== null)
      return record("key", [authority, found.x, found.y, from, until, distrustedFrom]);
    throw new MigrationFault(
      "migration.key_unknown",
      "A signing key is registered whose coordinates nobody has published.",
      { thumbprint, authority },
    );
  });
