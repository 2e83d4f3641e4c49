/** `/v1/documents/{id}` as Express writes it: `/v1/documents/:id`. */
export const toExpressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");
