import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { AnvilRpc, call } from "../../dev/chain/AnvilRpc.ts";
import { freePort } from "../support/postgres.ts";
import { Program } from "./Program.ts";

// The attack of finding D on the whole program: a forged entry in the anchor's name, and what follows.

const officer = ["--as", "shenzhen-library"];
let program: Program;
let chainPort = 0;
const saved: string[] = [];

before(async () => {
  program = await Program.inNewFolder();
  chainPort = await freePort();
  await program.up({ SELLO_CHAIN_PORT: String(chainPort) });
});
after(() => program.dispose());

async function issueOne(): Promise<void> {
  const number = String(440_888_880_000 + saved.length).padStart(13, "0");
  const claims = {
    ...{ name: "王芳", card_number: number, home_library: "深圳图书馆" },
    ...{ birth_date: "1985-09-30", loans_max: 5, joined: "2026-02-01" },
  };
  const record = join(program.folder, "record.json");
  writeFileSync(record, JSON.stringify({ type: "library-card", claims }));
  const issued = await program.sello("issue", record, ...officer);
  assert.equal(issued.code, 0, issued.stderr + issued.stdout);
  const file = `card-${saved.length}.sello`;
  const id = issued.stdout.slice(0, 36);
  const answer = await program.sello("documents", "save", id, ...officer, "-o", file);
  assert.equal(answer.code, 0, answer.stderr);
  saved.push(file);
}

async function assertAllValid(): Promise<void> {
  for (const file of saved) {
    const verdict = await program.sello("verify", file, "--json");
    assert.equal(verdict.code, 0, `${file}: ${verdict.stdout}${verdict.stderr}`);
    assert.equal(JSON.parse(verdict.stdout).outcome, "valid");
  }
  const health = await fetch(`${program.url}/readyz`);
  assert.equal(health.status, 200, await health.text());
}

/** By the node's own socket, as only the account that runs the program can. */
async function forge(): Promise<void> {
  const rpc = new AnvilRpc(join(program.data, "chain", "node.sock"));
  const from = `0x${"12".repeat(20)}`;
  await rpc.request(call("anvil_impersonateAccount", from), 5_000);
  await rpc.request(
    call("eth_sendTransaction", { from, to: from, gas: "0xf4240", gasPrice: "0x0" }),
    5_000,
  );
  await rpc.request(call("anvil_setCode", from, "0x6001"), 5_000);
  await rpc.request(call("evm_mine"), 5_000);
  rpc.close();
}

const ask = (method: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${chainPort}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] }),
  });

test("D the chain's port can be read by programs, and changed by nobody", async () => {
  await issueOne();
  assert.equal((await ask("eth_blockNumber")).status, 200);
  for (const method of [
    "evm_mine",
    "anvil_impersonateAccount",
    "eth_sendTransaction",
    "anvil_reset",
  ])
    assert.equal((await ask(method)).status, 403, method);
  const fromPage = await ask("eth_blockNumber", { origin: "https://evil.example" });
  assert.equal(fromPage.status, 403);
  assert.equal(fromPage.headers.get("access-control-allow-origin"), null);
  assert.equal((await ask("eth_blockNumber", { "content-type": "text/plain" })).status, 415);
  const chain = join(program.data, "chain");
  assert.equal(statSync(chain).mode & 0o777, 0o700);
  assert.equal(statSync(join(chain, "node.sock")).mode & 0o777, 0o600);
});

test("D altered while it runs, the chain is rebuilt, says so, and issuing goes on", async () => {
  await forge();
  await issueOne();
  assert.match(program.output, /somebody on this machine changed the embedded chain/);
  await assertAllValid();
});

test("D altered while nobody watched, a start rebuilds it and says so", async () => {
  process.kill(program.servicePid(), "SIGKILL");
  await program.gone();
  await forge();
  await program.up({ SELLO_CHAIN_PORT: String(chainPort) });
  assert.match(program.output, /somebody on this machine changed the embedded chain/);
  await issueOne();
  await delay(500);
  await assertAllValid();
});
