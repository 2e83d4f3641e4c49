import{b as t}from"./chunk-7T2H3QHB.js";import{p as e}from"./chunk-CZTB2K52.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
