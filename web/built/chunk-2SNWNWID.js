var l={administer:1,issue:2,revoke:4,anchor:8},t=Object.keys(l),s=(e,o)=>(e&l[o])!==0,a=e=>e.reduce((o,r)=>o|l[r],0);export{l as a,t as b,s as c,a as d};
