function s(t,r,o){t.object(["zh","es","en"]);let e=n=>t.member(n).string(o,r);return{zh:e("zh"),es:e("es"),en:e("en")}}export{s as a};
