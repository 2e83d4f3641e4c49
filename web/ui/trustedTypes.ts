type Policies = {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
};

/**
 * The page's only policy of Trusted Types: a text may be put where markup is read if nothing in it can be markup. Mantine
 * writes its theme's colours so. No address of a script is ever made.
 */
export function installTrustedTypes(): void {
  const policies = (window as { trustedTypes?: Policies }).trustedTypes;
  policies?.createPolicy("default", { createHTML: (text) => (text.includes("<") ? null : text) });
}
