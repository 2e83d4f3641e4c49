import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readBuiltPages } from "../../../services/pages/readBuiltPages.ts";
import { WebAssets } from "../../../services/pages/WebAssets.ts";
import { startTestApp } from "../../services/http/startTestApp.ts";

const files = new Map(readBuiltPages().map((each) => [each.name, each]));
const textOf = (name: string): string => Buffer.from(files.get(name)?.content ?? "").toString();

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp({}, { assets: new WebAssets([...files.values()]) });
});
after(() => app.server.stop());

/** The script and all that it can load. */
function reachOf(name: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next = ""] of textOf(name).matchAll(/["']\.\/([A-Za-z0-9-]+\.js)["']/g))
    reachOf(next, found);
  return found;
}

const ofWallet = /demo\/wallet|demo\.sello\.wallet|eip6963:announceProvider.*demo/;

test("nothing that the console can load knows the demo's wallet", () => {
  const reach = reachOf("office.js");
  assert.ok(reach.size > 20, `${reach.size} scripts`);
  assert.deepEqual(
    [...reach].filter((name) => ofWallet.test(textOf(name))),
    [],
  );
  assert.match(textOf("demo-wallet.js"), ofWallet);
});

test("where it is no demo, the page does not name the demo's wallet", async () => {
  const response = await fetch(`${app.server.url}/office`);
  assert.equal(response.status, 200);
  const page = await response.text();
  assert.match(page, /office-[A-Z0-9]+\.js/);
  assert.doesNotMatch(page, /demo/);
});

test("each answer has a nonce of its own, and is kept by nobody", async () => {
  const nonces: string[] = [];
  for (const path of ["/office", "/office/documents/some-id"]) {
    const response = await fetch(`${app.server.url}${path}`);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const policy = response.headers.get("content-security-policy") ?? "";
    const [, nonce = ""] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.ok((await response.text()).includes(`content="${nonce}"`));
    nonces.push(nonce);
  }
  assert.equal(new Set(nonces).size, 2);
  assert.ok(nonces.every((nonce) => nonce.length >= 22));
});

test("a script comes as small as the browser takes it, and a picture as it is", async () => {
  const encodingOf = async (name: string, accepted: string) => {
    const path = `${app.server.url}/assets/${files.get(name)?.file}`;
    const response = await fetch(path, { headers: { "accept-encoding": accepted } });
    assert.equal(response.headers.get("vary"), "Accept-Encoding");
    const content = Buffer.from(await response.arrayBuffer());
    assert.deepEqual(content, Buffer.from(files.get(name)?.content ?? ""));
    return response.headers.get("content-encoding");
  };
  assert.equal(await encodingOf("office.js", "gzip, deflate, br, zstd"), "br");
  assert.equal(await encodingOf("office.js", "gzip, br;q=0"), "gzip");
  assert.equal(await encodingOf("office.js", "identity"), null);
  const picture = [...files.keys()].find((name) => name.endsWith(".png"));
  assert.ok(picture);
  assert.equal(await encodingOf(picture, "gzip, br"), null);
});
