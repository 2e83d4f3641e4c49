/** Names of document types. */
export const typeNameForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Names of claims. */
export const claimNameForm = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** SD-JWT VC and JWT give these names a meaning of their own; `person` is given beside claims. */
export const reservedClaims: ReadonlySet<string> = new Set(
  "iss sub aud exp nbf iat jti cnf vct status aka_vcts _sd _sd_alg person".split(" "),
);
