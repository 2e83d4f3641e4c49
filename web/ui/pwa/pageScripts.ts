type TrustedUrl = string & { readonly trusted: true };
type Policies = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): TrustedUrl };
};

let policy: { createScriptURL(url: string): string } | null = null;

/**
 * A page's only policy of Trusted Types: workers may be started from these paths of this origin, and nothing else may
 * become a script. No text ever becomes markup.
 */
export function trustedScript(path: string): string {
  policy ??= createPolicy();
  return policy.createScriptURL(path);
}

const isOurs = (path: string): boolean =>
  path === "/sw.js" || path === "/resident/sw.js" || /^\/assets\/[a-z]+-[A-Z0-9]+\.js$/.test(path);

function createPolicy() {
  const rules = {
    createScriptURL(path: string): string {
      if (!isOurs(path)) throw new TypeError(`${path} is no script of this page`);
      return path;
    },
  };
  const { trustedTypes } = window as { trustedTypes?: Policies };
  return trustedTypes?.createPolicy("sello", rules) ?? rules;
}
