const key = "sello.office.authority";

/** What every request of the office says beside its own: for whom it acts, and the session's token. */
type Acting = { slug: string | null; csrfToken: string | null };

export const acting: Acting = { slug: null, csrfToken: null };

export const setActing = (slug: string | null): void => {
  acting.slug = slug;
};

export const setCsrfToken = (token: string | null): void => {
  acting.csrfToken = token;
};

/** The authority that was chosen last in this browser. */
export function keptSlug(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepSlug(slug: string): void {
  try {
    localStorage.setItem(key, slug);
  } catch {
    // Storage is switched off: it is asked again next time.
  }
}
