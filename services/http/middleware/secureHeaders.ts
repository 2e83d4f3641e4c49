import type { RequestHandler } from "express";
import helmet from "helmet";

/** Pages run scripts and styles of this origin only, and cannot be framed. */
const helmetHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Status lists, trust lists and checkpoints are for verifiers of any origin.
  crossOriginResourcePolicy: { policy: "cross-origin" },
  referrerPolicy: { policy: "no-referrer" },
  // Whether this is served over TLS is the deployment's to say, in front of us.
  strictTransportSecurity: false,
});

/** Sets what helmet would: none of it depends on the request, so helmet is asked once. */
export function secureHeaders(): RequestHandler {
  const fields = fieldsOf(helmetHandler);
  return (_request, response, next) => {
    for (const [name, value] of fields) response.setHeader(name, value);
    next();
  };
}

function fieldsOf(handler: typeof helmetHandler): readonly (readonly [string, string])[] {
  const fields: [string, string][] = [];
  let isDone = false;
  const response = {
    setHeader: (name: string, value: string) => void fields.push([name, value]),
    removeHeader() {},
  };
  handler({} as never, response as never, (error) => {
    if (error) throw error;
    isDone = true;
  });
  if (!isDone || fields.length === 0) throw new Error("helmet did not set its fields at once");
  return fields;
}
