import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { WitnessesReady } from "@sello/api/startup";
import express, { type Express } from "express";
import { systemClock } from "../platform/Clock.ts";
import type { WitnessConfig } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { parseNodeAddress } from "../witness/ChainViews.ts";
import { Witness } from "../witness/Witness.ts";
import { witnessRouter } from "../witness/witnessRouter.ts";
import { composeWitnessLogs } from "./composeWitnessLogs.ts";
import { openWitnessSigners, openWitnessState, type WitnessSigners } from "./openWitnessSigners.ts";
import type { WitnessesChange } from "./WitnessesOrder.ts";

type Described = WitnessesReady["witnesses"][number];
type Parts = Awaited<ReturnType<typeof composeWitnessLogs>>;

/** The name as it is written in a path. */
const pathOf = (name: string): string => `/${encodeURIComponent(name)}`;

/** One process that plays one witness, or the demo's twelve and those that come later, on one port. */
export class WitnessHost {
  readonly #config: WitnessConfig;
  readonly #logger: Logger;
  readonly #parts: Parts;
  readonly #app: Express = express().disable("x-powered-by").disable("etag");
  readonly #described = new Map<string, Described>();
  #server: Server | null = null;
  #base = "";

  private constructor(config: WitnessConfig, logger: Logger, parts: Parts) {
    this.#config = config;
    this.#logger = logger;
    this.#parts = parts;
  }

  static async start(
    signers: readonly WitnessSigners[],
    config: WitnessConfig,
    logger: Logger,
  ): Promise<WitnessHost> {
    const host = new WitnessHost(config, logger, await composeWitnessLogs(config, logger));
    await host.#listen();
    for (const each of signers) host.#add(each);
    host.#parts.trust.loop.start();
    return host;
  }

  get described(): readonly Described[] {
    return [...this.#described.values()];
  }

  async change({ names, nodes, serviceUrl, trustList }: WitnessesChange): Promise<void> {
    const { views, trust } = this.#parts;
    if (nodes) views.add(nodes.map(parseNodeAddress));
    if (serviceUrl) trust.follow(serviceUrl);
    if (trustList) await trust.offer(trustList);
    for (const name of names ?? [])
      if (!this.#described.has(name)) this.#add(await openWitnessSigners(name, this.#config));
  }

  async stop(): Promise<void> {
    await this.#parts.trust.loop.stop();
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.#server?.closeAllConnections();
    await closed;
  }

  async #listen(): Promise<void> {
    const { SELLO_WITNESS_HOST: host, SELLO_WITNESS_PORT: port } = this.#config;
    this.#server = this.#app.listen(port, host);
    await once(this.#server, "listening");
    this.#base = `http://${host}:${(this.#server.address() as AddressInfo).port}`;
  }

  #add({ name, classical, postQuantum }: WitnessSigners): void {
    const { logs, trust } = this.#parts;
    const witness = new Witness({
      signers: [classical, postQuantum],
      logs,
      state: openWitnessState(name, this.#config),
      clock: systemClock,
      logger: this.#logger,
    });
    const keys = { key: classical.vkey, postQuantumKey: postQuantum.vkey };
    const follows = () => ({
      version: trust.list?.head.version ?? null,
      problem: trust.problem,
      logs: witness.progress(logs.all()),
    });
    this.#app.use(pathOf(name), witnessRouter(witness, keys, this.#logger, follows));
    const described = { name, ...keys, url: this.#base + pathOf(name) };
    this.#described.set(name, described);
    this.#logger.info(described, "witness listens");
  }
}
