import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthoritySlug } from "@sello/sdk";
import { viewAuthorities } from "../../../services/registry/toAuthorityView.ts";
import { FakeRegistry } from "../status/FakeRegistry.ts";

const registry = new FakeRegistry();

test("authorities are listed in pages, each once, in the order of their registration", async () => {
  const all = await registry.all();
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const query = after === null ? { limit: 2 } : { limit: 2, after: after as AuthoritySlug };
    const page: Awaited<ReturnType<typeof viewAuthorities>> = await viewAuthorities(
      registry,
      query,
    );
    assert.ok(page.authorities.length > 0);
    seen.push(...page.authorities.map(({ slug }) => slug));
    after = page.next;
  } while (after !== null);
  assert.deepEqual(
    seen,
    all.map(({ slug }) => slug),
  );
  assert.ok(seen.length > 2);
});

test("a page after nobody is refused", async () => {
  const query = { after: "nobody" as AuthoritySlug };
  await assert.rejects(viewAuthorities(registry, query), { code: "page.cursor", status: 422 });
});
