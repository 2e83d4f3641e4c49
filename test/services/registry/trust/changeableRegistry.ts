import assert from "node:assert/strict";
import { toAuthorityId, type ValidatorTerm } from "@sello/sdk";
import type { Authority } from "../../../../services/registry/Registry.ts";
import type { RegistryService } from "../../../../services/registry/RegistryService.ts";
import { toIss } from "../../../../services/registry/toIss.ts";
import { publicUrl } from "./openTrustLists.ts";

export function authorityOf(
  slug: string,
  parent: string | null,
  more: Partial<Authority> = {},
): Authority {
  const iss = toIss(publicUrl, slug);
  return {
    id: toAuthorityId(iss),
    slug,
    iss,
    name: { zh: slug, es: slug, en: slug },
    kind: parent === null ? "city" : "department",
    parent: parent === null ? null : toAuthorityId(toIss(publicUrl, parent)),
    states: [{ state: "active", from: 100, until: null }],
    keys: [],
    accreditations: [],
    officers: [],
    faults: [],
    ...more,
  };
}

/** A registry that the test rewrites. */
export function changeableRegistry(first: readonly Authority[] = []) {
  const authorities = new Map(first.map((authority) => [authority.slug, authority]));
  let validators: readonly ValidatorTerm[] = [];
  let revision = 0;
  const registry: Pick<RegistryService, "byId" | "current"> = {
    byId: async (id) => [...authorities.values()].find((one) => one.id === id) ?? assert.fail(),
    current: async () => ({
      snapshot: {
        authorities: new Map([...authorities.values()].map((one) => [one.id, one])),
        grantedPrefixes: [],
        validators,
      },
      revision,
      reached: [],
    }),
  };
  return {
    registry,
    set(authority: Authority) {
      authorities.set(authority.slug, authority);
      revision += 1;
    },
    setValidators(terms: readonly ValidatorTerm[]) {
      validators = terms;
      revision += 1;
    },
    delete(slug: string) {
      authorities.delete(slug);
      revision += 1;
    },
  };
}
