/** The pages about rules, as Express has paths. */
export const rulePaths = {
  all: "/rules",
  item: "/rules/:item",
  version: "/rules/:item/:number",
} as const;
