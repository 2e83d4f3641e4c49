/**
 * No inline script or style, no other origin, no text that becomes markup; workers from this origin, by the one policy
 * that the page's script has. These pages show what strangers wrote.
 */
export const pwaPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'none'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types sello",
].join("; ");
