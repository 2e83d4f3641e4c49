import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Handle, PKCS11, Template } from "pkcs11js";
import { cryptoki } from "../../services/signing/token/cryptoki.ts";
import { initialize, loadDriver } from "../../services/signing/token/loadDriver.ts";
import { makeSoftToken, type SoftToken } from "../support/softHsm.ts";
import { Program } from "./Program.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const city = ["--as", "shenzhen"];
const library = ["--as", "shenzhen-library"];

let program: Program;
let soft: SoftToken;
let settings: NodeJS.ProcessEnv;
const documents: string[] = [];

before(async () => {
  program = await Program.inNewFolder();
  soft = makeSoftToken();
  settings = {
    SOFTHSM2_CONF: soft.configuration,
    SELLO_TOKEN_MODULE: soft.module,
    SELLO_TOKEN_LABEL: soft.label,
    SELLO_TOKEN_PIN_FILE: soft.pinFile,
  };
});
after(async () => {
  await program?.dispose();
  soft?.remove();
});

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await program.sello(...args);
  assert.equal(code, 0, `./sello ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

function writeRequest(number: number): string {
  const claims = {
    name: "李明",
    card_number: `04409999${String(10_000 + number)}`,
    home_library: "深圳图书馆",
    birth_date: "1990-05-01",
    loans_max: 10,
    joined: "2026-01-15",
  };
  const request = join(program.folder, `request-${number}.json`);
  writeFileSync(request, JSON.stringify({ type: "library-card", claims }));
  return request;
}

/** Issues a document and saves it with its proof. */
async function issue(): Promise<void> {
  const number = documents.length + 1;
  const id = (await run("issue", writeRequest(number), ...library)).slice(0, 36);
  const file = `document-${number}.sello`;
  await run("documents", "save", id, ...library, "-o", file);
  documents.push(file);
}

async function requireValid(): Promise<void> {
  for (const file of documents)
    assert.equal((await program.sello("verify", file)).code, 0, `${file} is not valid`);
}

/** Looks into the token, as who administers it. */
async function inToken<T>(look: (driver: PKCS11, session: Handle) => T): Promise<T> {
  const driver = await loadDriver(soft.module);
  // This process has begun before others wrote: only a library that was started again sees their keys.
  initialize(driver, soft.module);
  driver.C_Finalize();
  initialize(driver, soft.module);
  const slot = driver
    .C_GetSlotList(true)
    .find((each) => driver.C_GetTokenInfo(each).label.trimEnd() === soft.label);
  assert.ok(slot);
  const session = driver.C_OpenSession(slot, cryptoki.CKF_SERIAL_SESSION | cryptoki.CKF_RW_SESSION);
  driver.C_Login(session, cryptoki.CKU_USER, soft.pin);
  try {
    return look(driver, session);
  } finally {
    driver.C_CloseSession(session);
  }
}

function find(driver: PKCS11, session: Handle, template: Template): readonly Handle[] {
  driver.C_FindObjectsInit(session, template);
  const found = driver.C_FindObjects(session, 1_000);
  driver.C_FindObjectsFinal(session);
  return found;
}

/** What the token holds, by the names of the keys. */
const namesInToken = () =>
  inToken((driver, session) =>
    find(driver, session, [{ type: cryptoki.CKA_CLASS, value: cryptoki.CKO_PRIVATE_KEY }])
      .map((key) => driver.C_GetAttributeValue(session, key, [{ type: cryptoki.CKA_LABEL }])[0])
      .map((attribute) => String(attribute?.value).replace(/^sello /, "")),
  );

const removeFromToken = (name: string) =>
  inToken((driver, session) => {
    for (const key of find(driver, session, [{ type: cryptoki.CKA_LABEL, value: `sello ${name}` }]))
      driver.C_DestroyObject(session, key);
  });

const turnOver = (...args: string[]) => run("turnover", ...args, ...city, "--wait");

test("data of before opens with a token, and turnovers move the work into it", async () => {
  await program.up();
  await issue();
  await program.stop();
  await program.up(settings);
  await issue();
  assert.deepEqual(await namesInToken(), []);
  await turnOver("signing-key", "--authority", "shenzhen-library", "--overlap", "1s");
  await turnOver("log-key", "--overlap", "1s");
  // The office makes its key itself, and not in our token.
  await turnOver("trust-signer", "--signer", "audit");
  await turnOver("chain-account", "--role", "relay");
  await turnOver("chain-account", "--role", "anchor");
  await turnOver("sealing-secret");
  await issue();
  await requireValid();
  const names = (await namesInToken()).map((name) => name.replace(/0?x?[0-9a-f]{64}/, "ID"));
  assert.deepEqual(names.toSorted(), [
    "account/anchor/2",
    "account/relay/2",
    "authority/ID/2",
    "log/2",
  ]);
});

test("after the next start it goes on, and says in its log what is made in the token", async () => {
  await program.stop();
  await program.up(settings);
  await issue();
  await requireValid();
  assert.match(readFileSync(join(program.data, "sello.log"), "utf8"), /"inToken":\["es256"/);
});

test("while the token is away callers are told so and an import waits; its threads go on when it is back", async () => {
  soft.take(true);
  await delay(1_500);
  const refused = await program.sello("issue", writeRequest(1_000), ...library);
  assert.notEqual(refused.code, 0, refused.stdout);
  assert.match(refused.stderr, /token/);
  const file = join(examples, "library-card.csv");
  const imported = run("import", file, "--type", "library-card", ...library);
  await delay(4_000);
  soft.take(false);
  assert.match(await imported, /done: 1000 issued/);
  await issue();
  await requireValid();
});

test("without its token, with another PIN, or without the key of its log, it does not start, and says why", async () => {
  await program.stop();
  const refusal = async (extra: NodeJS.ProcessEnv) =>
    program.up(extra).then(
      () => "it started",
      (error: Error) => error.message,
    );
  assert.match(await refusal({}), /SELLO_TOKEN_MODULE names none/);
  assert.match(
    await refusal({ ...settings, SELLO_TOKEN_LABEL: "none" }),
    /No token with the label/,
  );
  soft.setPin("a wrong pin");
  const wrong = await refusal(settings);
  assert.match(wrong, /refuses the PIN/);
  assert.ok(!wrong.includes("a wrong pin"));
  soft.setPin(soft.pin);
  await removeFromToken("log/2");
  assert.match(await refusal(settings), /The token has no key log\/2/);
});

test("a city that is founded with a token has all its keys there, but for secrets and witnesses", async () => {
  await program.dispose();
  documents.length = 0;
  soft.remove();
  soft = makeSoftToken();
  Object.assign(settings, {
    SOFTHSM2_CONF: soft.configuration,
    SELLO_TOKEN_LABEL: soft.label,
    SELLO_TOKEN_PIN_FILE: soft.pinFile,
  });
  program = await Program.inNewFolder();
  await program.up(settings);
  await issue();
  await requireValid();
  const names = await namesInToken();
  // The offices that sign trust lists keep theirs themselves.
  for (const name of ["log", "account/anchor", "account/status", "account/relay"])
    assert.ok(names.includes(name), name);
  assert.ok(names.some((name) => name.startsWith("authority/")));
});
