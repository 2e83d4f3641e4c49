import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { WitnessQuorum } from "./WitnessQuorum.ts";

/** Values of $1 to $5 for `withQuorum`: the last is whose log it is. */
export function toQuorumValues(
  { counted, quorum, shown }: WitnessQuorum,
  deployment: DeploymentId = firstDeployment,
): unknown[] {
  const keys = [...counted, ...shown.filter((key) => !counted.includes(key))];
  return [
    keys.map(({ name }) => name),
    keys.map(({ keyId }) => keyId),
    counted.length,
    quorum,
    deployment,
  ];
}

/**
 * For a `with`: `named`, the keys with those that count, and `proven`, the size of the newest checkpoint that
 * has the quorum, by keys that count; no row when none has. A quorum of 0 is not asked for here.
 *
 * No checkpoint has the quorum beyond the size that the quorum's last witness has come to. Without that bound
 * a quorum that never was would be looked for in all of history.
 */
export const withQuorum = `
  named as (
    select witness, key_id, place <= $3 as counts
    from unnest($1::text[], $2::bigint[]) with ordinality as key (witness, key_id, place)),
  reach as (
    select witness, max(reached) as size from named cross join lateral (
      select s.size as reached from checkpoint_cosignatures s
      where s.deployment = $5 and s.witness = named.witness and s.key_id = named.key_id order by s.size desc limit 1) r
    where counts group by witness),
  bound as (select size from reach order by size desc offset greatest($4 - 1, 0) limit 1),
  proven as (
    select c.size from checkpoints c
    where c.deployment = $5 and c.size <= (select size from bound)
      and (select count(distinct s.witness) from checkpoint_cosignatures s
        join named using (witness, key_id)
        where s.deployment = $5 and s.size = c.size and named.counts) >= $4
    order by c.size desc limit 1)`;

/** After `withQuorum`: entries of the log that are proven; with a quorum of 0, those of any checkpoint. */
export const provenEntries = `
  coalesce(case when $4 = 0 then (select max(size) from checkpoints where deployment = $5)
    else (select size from proven) end, 0)`;
