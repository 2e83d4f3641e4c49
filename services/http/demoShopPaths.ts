/** The demo's shop: its page, the page's script and style, and where the shop signs what it asks. In a demo alone. */
export const demoShopPaths = {
  page: "/demo/shop",
  script: "/demo/shop/shop.js",
  style: "/demo/shop/shop.css",
  signatures: "/demo/shop/signatures",
} as const;
