import{d as e,o as s,v as r}from"./chunk-LHTY5I3M.js";var u=()=>e({queryKey:s("reasons"),queryFn:async()=>(await r.listStatusReasons()).reasons,staleTime:Number.POSITIVE_INFINITY});export{u as a};
