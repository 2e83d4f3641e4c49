var n=class extends Error{code;data;constructor(r,t,d={},e){super(t,e===void 0?void 0:{cause:e}),this.name=new.target.name,this.code=r,this.data=d}};export{n as a};
