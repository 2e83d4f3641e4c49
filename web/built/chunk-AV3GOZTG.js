import{b as t}from"./chunk-LM5L6QE5.js";import{p as e}from"./chunk-AVP7BVMR.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
