import{b as t}from"./chunk-NFQSZO5Z.js";import{p as e}from"./chunk-TOTYFMLG.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
