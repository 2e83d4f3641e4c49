import { encodeRequest, RawClient, type RawRequest, type Target } from "./RawClient.ts";

const connections = 16;

/** Connections to one server, each from a loopback address of its own. */
export class LoadClient {
  readonly #target: Target;
  readonly #clients: readonly RawClient[];

  private constructor(target: Target, clients: readonly RawClient[]) {
    this.#target = target;
    this.#clients = clients;
  }

  static async open(target: Target): Promise<LoadClient> {
    const addresses = Array.from({ length: connections }, (_, n) => `127.0.0.${n + 10}`);
    // Only Linux lets all of 127.0.0.0/8 be used without further ado.
    const own = process.platform === "linux";
    const open = (address: string) => RawClient.open(target, own ? address : undefined);
    return new LoadClient(target, await Promise.all(addresses.map(open)));
  }

  /** Answers a second when `times` requests are sent, taken from `requests` in turn. */
  async rate(requests: readonly RawRequest[], times: number): Promise<number> {
    const encoded = requests.map((request) => encodeRequest(request, this.#target));
    let turn = 0;
    const start = performance.now();
    await Promise.all(
      this.#clients.map(async (client) => {
        while (turn < times) {
          const request = encoded[turn++ % encoded.length];
          if (request) await client.send(request);
        }
      }),
    );
    return times / ((performance.now() - start) / 1000);
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }
}
