import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Trial } from "../Trial.ts";
import type { World } from "../World.ts";

async function takePort(world: World): Promise<number> {
  const port = await world.port();
  const server = createServer().listen(port, "127.0.0.1");
  world.atEnd(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  return port;
}

export const takenPorts: Trial = {
  name: "taken-ports",
  title: "a taken port is reported with the setting to change, before anything is made",
  async run(world) {
    const taken = await takePort(world);
    const settings = ["SELLO_PORT", "SELLO_DATABASE_PORT", "SELLO_CHAIN_PORT"];
    const trying = settings.map(async (setting) => {
      const data = join(world.make(setting), "data");
      const isApi = setting === "SELLO_PORT";
      const environment = isApi ? {} : { [setting]: String(taken) };
      const start = await world.begin({ data, environment, ...(isApi ? { port: taken } : {}) });
      assert.equal(await start.refused(), 78);
      assert.equal(start.code, "port.taken", start.output);
      for (const word of [String(taken), isApi ? "--port N" : setting])
        assert.ok(start.output.includes(word), start.output);
      assert.equal(existsSync(join(data, "postgres")), false);
    });
    await Promise.all(trying);
  },
};

/** Commands that make a network without IPv6, and a name `localhost` that is an IPv6 address. */
const withoutIpv6 = (hosts: string): readonly string[] => {
  const script = [
    "ip link set lo up",
    "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1",
    `mount --bind '${hosts}' /etc/hosts`,
    'exec "$@"',
  ].join(" && ");
  return ["unshare", "--net", "--mount", "sh", "-c", script, "sh"];
};

export const noIpv6: Trial = {
  name: "no-ipv6",
  title: "without IPv6, and with a localhost that only IPv6 has, it starts",
  needsRoot: true,
  isLong: true,
  async run(world) {
    const hosts = world.path("hosts");
    writeFileSync(hosts, "::1 localhost\n");
    const data = join(world.make("folder"), "data");
    const start = await (await world.begin({ data, inside: withoutIpv6(hosts) })).ready();
    await start.stop();
  },
};
