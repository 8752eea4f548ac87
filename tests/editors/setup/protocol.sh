# The server with two foreign clients. Sourced by tests/run. $ONLY: tests of this name alone.

run_protocol() {
  local bad=0
  need_server && need_venv pytest "$ROOT/tests/protocol/python/requirements.txt" &&
    need_node && npm_ci "$ROOT/tests/protocol/node" || return
  echo "pytest-lsp"
  (cd tests/protocol/python && PYTHONDONTWRITEBYTECODE=1 timeout 600 "$CACHE/pytest/bin/python" -m pytest ${ONLY:+-k "$ONLY"}) || bad=1
  echo "vscode-languageserver-protocol"
  (cd tests/protocol/node && timeout 600 node --test --test-reporter=spec --test-timeout=180000 ${ONLY:+--test-name-pattern="$ONLY"}) || bad=1
  return $bad
}
