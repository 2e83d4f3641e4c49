import{b as t}from"./chunk-E556TTBA.js";import{p as e}from"./chunk-73UNUN4P.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
