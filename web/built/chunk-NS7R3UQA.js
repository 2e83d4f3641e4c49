import{b as t}from"./chunk-XAAX5ESA.js";import{p as e}from"./chunk-AVP7BVMR.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
