import{b as t}from"./chunk-37LWXPBC.js";import{p as e}from"./chunk-HMQEMSJO.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
