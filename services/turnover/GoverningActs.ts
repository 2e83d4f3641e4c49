import type { ChangeState } from "../registry/changes/PgChangeStates.ts";
import type { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import type { RegistryOperation } from "../registry/changes/RegistryRequest.ts";
import type { OfficersDesk } from "./OfficersDesk.ts";
import { type JsonObject, nonceKeyOf, type Progress, type Turnover } from "./Turnover.ts";

/** What officers decide in one step of a turnover. */
export type GoverningAct = {
  /** Distinct among the acts of a turnover. */
  readonly name: string;
  /** As which it is shown; its name unless given. */
  readonly step?: string;
  readonly operations: readonly RegistryOperation[];
  /** Whether the registry shows its effect, no matter who brought it about. */
  isEffective(): Promise<boolean>;
};

export type RegistryRelay = Pick<RegistryChanges, "submit"> & {
  state(id: string): Promise<ChangeState>;
};

const pollMs = 200;
const officersMs = 1_000;

/** Has governing acts signed and relayed, in steps that may be repeated. */
export class GoverningActs {
  readonly #desk: OfficersDesk;
  readonly #changes: RegistryRelay;

  constructor(options: { desk: OfficersDesk; changes: RegistryRelay }) {
    this.#desk = options.desk;
    this.#changes = options.changes;
  }

  /** @returns null when the act is effective; else how far it is */
  async advance(turnover: Turnover, act: GoverningAct): Promise<Progress | null> {
    if (await act.isEffective()) return null;
    const { toSign: _, ...data } = turnover.data;
    const change = changeOf(turnover, act.name);
    if (change !== undefined) return this.#follow(data, act, change);
    const requests = await this.#desk.request(act.operations, nonceKeyOf(turnover));
    if (requests === null) {
      const waiting = { ...data, toSign: act.operations, act: act.name };
      return { state: "waiting", step: stepOf(act), data: waiting, waitMs: officersMs };
    }
    return this.#toRelayed(data, act, await this.#changes.submit(requests));
  }

  /** Relays what officers have signed for the act that a turnover waits for. */
  async submit(turnover: Turnover, requests: readonly unknown[]): Promise<Progress> {
    const { toSign: _, act, ...data } = turnover.data;
    const { step } = turnover;
    const relayed = await this.#changes.submit(requests);
    return this.#toRelayed(data, { name: String(act), step }, relayed);
  }

  #toRelayed(
    data: JsonObject,
    act: Pick<GoverningAct, "name" | "step">,
    { id }: { readonly id: string },
  ): Progress {
    const changes = { ...(data.changes as JsonObject | undefined), [act.name]: id };
    return { state: "running", step: stepOf(act), data: { ...data, changes }, waitMs: pollMs };
  }

  async #follow(data: JsonObject, act: GoverningAct, change: string): Promise<Progress> {
    const { name } = act;
    const step = stepOf(act);
    const { state } = await this.#changes.state(change);
    if (state !== "refused") return { state: "running", step, data, waitMs: pollMs };
    // It was true when it was tried; what has changed since is for the officers to see, who sign again.
    const { [name]: _refused, ...changes } = data.changes as JsonObject;
    return { state: "running", step, data: { ...data, changes }, waitMs: officersMs };
  }
}

const stepOf = ({ name, step = name }: Pick<GoverningAct, "name" | "step">): string => step;

const changeOf = ({ data }: Turnover, act: string): string | undefined =>
  (data.changes as Readonly<Record<string, string>> | undefined)?.[act];
