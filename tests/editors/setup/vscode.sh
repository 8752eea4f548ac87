# Inside VS Code. Sourced by tests/run.

# VS Code 1.100 as the npm package code-server, without compiling anything and without its install scripts.
need_code_server() {
  local home=$ROOT/tests/editors/vscode/node_modules
  [ -e "$home/.complete" ] && [ "$home/.complete" -nt tests/editors/vscode/package-lock.json ] && return 0
  echo "installing VS Code (npm code-server) and playwright-core into tests/editors/vscode/node_modules"
  npm ci --prefix tests/editors/vscode --ignore-scripts --no-audit --no-fund --silent || return
  # Its own shrinkwrap pins everything; npm ci takes it for out of date.
  (cd "$home/code-server/lib/vscode" && npm install --omit=dev --ignore-scripts --no-audit --no-fund --silent) || return
  # The one module that would have to be compiled hashes passwords; there is none on loopback.
  echo 'module.exports = {};' >"$home/argon2/argon2.js"
  touch "$home/.complete"
}

# The extension as people install it, with the server inside: target/tests/copydesk-linux-*.vsix.
need_extension() {
  local target program=$CACHE/server/copydesk
  case $(uname -m) in aarch64) target=linux-arm64 ;; *) target=linux-x64 ;; esac
  npm_ci "$ROOT/editors/vscode" || return
  mkdir -p "$CACHE/server" && cp "${COPYDESK_RIGHT-$COPYDESK}" "$program" && strip -d "$program" || return
  echo "packaging the extension for $target, and without a program"
  (cd editors/vscode && node scripts/package.mjs "$target" --binary "$program" --out "$CACHE" &&
    node scripts/package.mjs universal --out "$CACHE") >"$CACHE/log/package.log" 2>&1 || { tail -20 "$CACHE/log/package.log"; return 1; }
  VSIX=$CACHE/copydesk-$target.vsix
}

run_vscode() {
  local bad=0
  need_server && need_node || return
  need_apt chromium fonts-dejavu-core fonts-noto-color-emoji || return
  need_code_server && need_extension || return
  (cd editors/vscode && node scripts/settings.mjs "$CACHE/server/copydesk" --check) &&
    echo "PASS the extension's settings are the server's" || { echo "FAIL the extension's settings are the server's"; bad=1; }
  echo "in the extension host"
  timeout 400 node tests/editors/vscode/inhost.mjs "$VSIX" || bad=1
  echo "on screen (pictures in target/tests/shots)"
  timeout 600 node tests/editors/vscode/screen.mjs "$VSIX" "$CACHE/copydesk-universal.vsix" "$CACHE/shots" || bad=1
  return $bad
}
