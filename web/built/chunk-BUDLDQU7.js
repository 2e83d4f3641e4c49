var i=(r,n)=>r.replace(/\{(\w+)\}/g,(t,g)=>String(n[g]??t));export{i as a};
