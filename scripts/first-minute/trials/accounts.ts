import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "../Trial.ts";
import type { World } from "../World.ts";

/** An account without a name will do, but not for PostgreSQL, which looks its own up. */
const accountName = "sello-trial";

function makeAccount(world: World): { uid: number; gid: number } {
  execFileSync("useradd", ["--system", "--no-create-home", accountName]);
  world.atEnd(() => execFileSync("userdel", [accountName]));
  const id = (flag: string) => Number(execFileSync("id", [flag, accountName]));
  return { uid: id("-u"), gid: id("-g") };
}

export const ordinaryUser: Trial = {
  name: "ordinary-user",
  title: "an ordinary user starts a clone of root's with data of their own, and nobody else's data",
  needsRoot: true,
  isLong: true,
  async run(world) {
    const account = makeAccount(world);
    const own = world.make("home", 0o700);
    chownSync(own, account.uid, account.gid);
    const data = join(own, "data");
    const environment = { HOME: own };
    const start = await (await world.begin({ data, account, environment })).ready();
    await start.stop();
    await (await (await world.begin({ data, account, environment })).ready()).stop();

    const byRoot = await world.begin({ data });
    assert.equal(await byRoot.refused(), 78);
    assert.equal(byRoot.code, "database.owner", byRoot.output);

    const roots = join(world.make("roots"), "data");
    await (await (await world.begin({ data: roots })).ready()).stop();
    const byUser = await world.begin({ data: roots, account, environment });
    assert.equal(await byUser.refused(), 69);
    assert.equal(byUser.code, "data.denied", byUser.output);
  },
};

/** A world with an /etc of its own, from which the account `postgres` is gone, and with the programs of one folder. */
function withoutAccount(programs: string): readonly string[] {
  const etc = `${programs}.etc`;
  cpSync("/etc", etc, { recursive: true, verbatimSymlinks: true });
  for (const file of ["passwd", "shadow", "group", "gshadow"])
    execFileSync("sed", ["-i", "/^postgres:/d", join(etc, file)]);
  const script = `mount --bind '${etc}' /etc && PATH='${programs}' && exec "$@"`;
  return ["unshare", "--mount", "sh", "-c", script, "sh"];
}

/** A folder of programs in which those that make accounts are missing, or are what busybox has. */
function programs(world: World, name: string, more: Readonly<Record<string, string>>): string {
  const folder = world.make(name);
  for (const program of ["sh", "id", "ps"])
    execFileSync("ln", ["-s", execFileSync("which", [program]).toString().trim(), folder]);
  for (const [program, script] of Object.entries(more)) {
    writeFileSync(
      join(folder, program),
      `#!/bin/sh\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n${script}\n`,
    );
    chmodSync(join(folder, program), 0o755);
  }
  return folder;
}

export const missingAccount: Trial = {
  name: "missing-account",
  title:
    "root's database account is made by what the system has; without such a program it says so",
  needsRoot: true,
  isLong: true,
  async run(world) {
    const begin = (data: string, folder: string) =>
      world.begin({ data: world.path(data), inside: withoutAccount(folder) });
    const refused = await begin("a/data", programs(world, "none", {}));
    assert.equal(await refused.refused(), 78, refused.output);
    assert.equal(refused.code, "database.account_missing", refused.output);
    // As busybox takes its words.
    const busybox = {
      addgroup: '[ "$1" = -S ] && exec groupadd "$2"',
      adduser: '[ "$*" = "-S -D -H -G postgres postgres" ] && exec useradd -g postgres postgres',
    };
    const made = await begin("b/data", programs(world, "busybox", busybox));
    await (await made.ready()).stop();
  },
};
