import { Unavailable } from "../../errors.ts";
import type { ServerState, Silence } from "./askServer.ts";

/** What is known from before of the servers. */
export type Known = {
  /** Highest timeline that was seen of a cluster. */
  timelineOf(system: string): number;
  /** The server that was the primary last; null at the start. */
  readonly last: ServerState | null;
};

/**
 * The server that may be written to: the primary of the newest timeline that is known. A former primary that came back
 * has a lower one. Throws `Unavailable` (`database.unavailable`) when there is none, or more than one: which of them has
 * what was acknowledged is for people to say.
 */
export function choosePrimary(
  answers: readonly (ServerState | Silence)[],
  known: Known,
): ServerState {
  const states = answers.filter((answer) => "system" in answer);
  const primaries = ofOneCluster(states, known).filter(({ isPrimary }) => isPrimary);
  const [any] = primaries;
  if (any === undefined)
    throw unavailable(
      `No server of the database is a primary that answers (${describe(answers)}).`,
    );
  // A standby may follow a newer primary that does not answer us.
  const seen = states.filter(({ system }) => system === any.system).map(({ timeline }) => timeline);
  const newest = Math.max(known.timelineOf(any.system), ...seen);
  const current = primaries.filter(({ timeline }) => timeline === newest);
  const [first, second] = current;
  if (first === undefined)
    throw unavailable(
      `The primary that answers is of timeline ${any.timeline}, and ${newest} was seen: a former one, which must not be written to.`,
    );
  if (second === undefined) return first;
  const again = current.find(({ url }) => url === known.last?.url);
  if (again !== undefined) return again;
  throw unavailable(`Two servers say that they are the primary of timeline ${newest}.`);
}

/** Of those that are not of the cluster that we worked with, nothing is taken. */
function ofOneCluster(states: readonly ServerState[], { last }: Known): readonly ServerState[] {
  if (last !== null) return states.filter(({ system }) => system === last.system);
  if (new Set(states.map(({ system }) => system)).size <= 1) return states;
  throw unavailable("The servers that the database's URL names are not copies of one another.");
}

const unavailable = (message: string) => new Unavailable("database.unavailable", message);

/** In the order in which the URL names them; an address may hold a password. */
const describe = (answers: readonly (ServerState | Silence)[]): string =>
  answers.map((answer) => ("code" in answer ? answer.code : "standby")).join(", ");
