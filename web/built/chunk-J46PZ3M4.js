import{b as t}from"./chunk-3JWL3PUS.js";import{p as e}from"./chunk-CZTB2K52.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
