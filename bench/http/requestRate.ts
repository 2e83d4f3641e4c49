import { encodeRequest, RawClient, type RawRequest, type Target } from "./RawClient.ts";

const connections = 16;

/**
 * Answers a second when `times` requests are sent, taken from `requests` in turn, over connections that are
 * kept for all of them. Each is from a loopback address of its own, as the service limits by address.
 */
export async function requestRate(
  target: Target,
  requests: readonly RawRequest[],
  times: number,
): Promise<number> {
  const encoded = requests.map((request) => encodeRequest(request, target));
  const clients = await openAll(target);
  let turn = 0;
  const sendInTurn = async (client: RawClient) => {
    while (turn < times) {
      const request = encoded[turn++ % encoded.length];
      if (request) await client.send(request);
    }
  };
  try {
    const start = performance.now();
    await Promise.all(clients.map(sendInTurn));
    return times / ((performance.now() - start) / 1000);
  } finally {
    for (const client of clients) client.close();
  }
}

function openAll(target: Target): Promise<RawClient[]> {
  // Only Linux lets all of 127.0.0.0/8 be used without further ado.
  const manyAddresses = process.platform === "linux";
  return Promise.all(
    Array.from({ length: connections }, (_, n) =>
      RawClient.open(target, manyAddresses ? `127.0.0.${n + 10}` : undefined),
    ),
  );
}
