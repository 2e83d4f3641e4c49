export PATH=/work/h/rules/.toolchain/node_modules/node/bin:/work/h/rules/node_modules/.bin:$PATH
cd /work/h/rules
nt() { node --disable-warning=ExperimentalWarning --test --test-timeout=600000 "$@"; }
suite() { node --disable-warning=ExperimentalWarning scripts/test/main.ts "$@"; }
export NODE_COMPILE_CACHE=/work/h/rules/.toolchain/compiled
export NODE_COMPILE_CACHE=/work/h/rules/.toolchain/compiled
