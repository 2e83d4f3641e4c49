import { rmSync } from "node:fs";
import { type Message, type Sent, sendCalls } from "../hooks/sending/sendCalls.ts";
import { CallClient } from "../http/calls/CallClient.ts";
import type { Config } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { ApartProcess, apartFlags } from "./ApartProcess.ts";
import type { Endings } from "./Endings.ts";
import { placeSocket } from "./placeSocket.ts";

/** All that the process that sends messages to webhooks is told: no key, no login, no file. */
export type HookSettings = Pick<Config, "logLevel"> & {
  readonly socketPath: string;
  readonly mayLoopback: boolean;
};

const accountName = "sello-hooks";

/**
 * The process that sends messages to webhooks. An attacker who gets in through an answer finds nothing there. It is started with the
 * first message: most cities' first days have none.
 */
export class HookProcess {
  readonly #config: Config;
  readonly #logger: Logger;
  readonly #endings: Endings;
  #client: Promise<CallClient<typeof sendCalls>> | null = null;

  constructor(config: Config, logger: Logger, endings: Endings) {
    this.#config = config;
    this.#logger = logger;
    this.#endings = endings;
  }

  async send(message: Message): Promise<Sent> {
    this.#client ??= this.#start().catch((error: unknown) => {
      this.#client = null;
      throw error;
    });
    return (await this.#client).call("send", message);
  }

  async #start(): Promise<CallClient<typeof sendCalls>> {
    const { logLevel, dataDirectory, demo } = this.#config;
    const child = new ApartProcess<HookSettings>({
      main: new URL("./hooksMain.ts", import.meta.url),
      name: "hooks",
      account: accountName,
      flags: apartFlags(null),
      logger: this.#logger,
      // Left by one that was killed; the process itself may remove nothing.
      prepare: ({ socketPath }) => rmSync(socketPath, { force: true }),
    });
    this.#endings.add(() => child.stop());
    const account = await child.account();
    const socketPath = placeSocket({ dataDirectory, signerSocket: null }, account, "hooks");
    await child.begin({ logLevel, socketPath, mayLoopback: demo });
    const client = new CallClient(sendCalls, socketPath);
    this.#endings.add(async () => client.close());
    return client;
  }
}
