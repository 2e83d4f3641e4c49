/** A server with nothing in it, in a process of its own as the service is: the limit of Express here. */
import express from "express";

const app = express();
app.disable("x-powered-by").disable("etag");
app.get("/", (_request, response) => void response.json({ outcome: "valid" }));
app.post(
  "/",
  express.text({ type: "*/*" }),
  (_request, response) => void response.json({ outcome: "valid" }),
);
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address ? address.port : 0);
});
process.on("disconnect", () => process.exit());
