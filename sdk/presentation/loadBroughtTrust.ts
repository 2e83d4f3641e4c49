/** Few documents bring entries along, so pages load what reads them when one does. */
export const loadBroughtTrust = () => import("./withBroughtTrust.ts");
