import type { DesignClaim, TypeDesign } from "@sello/api";

const isGivenName = (name: string): boolean => name !== "";

/** The design with a claim changed. Where it gets another name, all that names it follows. */
export function changeClaim(design: TypeDesign, index: number, claim: DesignClaim): TypeDesign {
  const before = design.claims[index]?.name ?? "";
  const claims = design.claims.map((each, at) => (at === index ? claim : each));
  const next = { ...design, claims };
  return before === claim.name || before === "" ? next : rename(next, before, claim.name);
}

export function removeClaim(design: TypeDesign, index: number): TypeDesign {
  const gone = design.claims[index]?.name ?? "";
  const claims = design.claims.filter((_, at) => at !== index);
  return keepKnown({ ...design, claims }, gone);
}

/** @param by −1 up, 1 down */
export function moveClaim(design: TypeDesign, index: number, by: -1 | 1): TypeDesign {
  const claims = [...design.claims];
  const [moved] = claims.splice(index, 1);
  if (moved) claims.splice(index + by, 0, moved);
  return { ...design, claims, card: { ...design.card, face: inOrder(claims, design.card.face) } };
}

/** Names in the order of the claims. */
export const inOrder = (claims: readonly DesignClaim[], names: readonly string[]): string[] =>
  claims.map(({ name }) => name).filter((name) => isGivenName(name) && names.includes(name));

function rename(design: TypeDesign, before: string, after: string): TypeDesign {
  const to = (name: string): string => (name === before ? after : name);
  const { person, nameClaim, card } = design;
  return {
    ...design,
    claims: design.claims.map((claim) =>
      claim.kind === "ageOver" ? { ...claim, from: to(claim.from) } : claim,
    ),
    naturalKey: design.naturalKey.map(to).filter(isGivenName),
    person: person.kind === "claim" ? { ...person, claim: to(person.claim) } : person,
    nameClaim: nameClaim === null ? null : to(nameClaim),
    card: { ...card, face: card.face.map(to).filter(isGivenName) },
  };
}

function keepKnown(design: TypeDesign, gone: string): TypeDesign {
  const { person, card } = design;
  const stays = (name: string): boolean => name !== gone;
  return {
    ...design,
    naturalKey: design.naturalKey.filter(stays),
    person: person.kind === "claim" && person.claim === gone ? { kind: "none" } : person,
    nameClaim: design.nameClaim === gone ? null : design.nameClaim,
    card: {
      ...card,
      face: card.face.filter(stays),
      photo: gone === "photo" ? null : card.photo,
    },
  };
}
