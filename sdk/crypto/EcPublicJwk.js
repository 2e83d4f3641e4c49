export {};
//# sourceMappingURL=EcPublicJwk.js.map
