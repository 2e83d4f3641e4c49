import{d as r,o,v as e}from"./chunk-LHTY5I3M.js";var y=t=>r({queryKey:o("authority",t),queryFn:()=>e.getAuthority({params:{slug:t}})});export{y as a};
