# Inside Neovim 0.11. Sourced by tests/run.

run_nvim() {
  need_server && need_venv neovim "$ROOT/tests/editors/nvim/requirements.txt" || return
  local encoding log bad=0
  for encoding in "" utf-16 utf-32; do
    echo "Neovim ${encoding:-as it is}"
    log=$CACHE/log/nvim-${encoding:-default}.log
    XDG_STATE_HOME=$CACHE/nvim-state XDG_DATA_HOME=$CACHE/nvim-data timeout 400 \
      "$CACHE/neovim/bin/nvim" --clean --headless -l tests/editors/nvim/test.lua ${encoding:+"$encoding"} 2>&1 | grep -v '^$' | tee "$log"
    [ "${PIPESTATUS[0]}" = 0 ] || bad=1
    # A question that nobody answers ends Neovim early, and as if all were well.
    grep -q 'ran to their end' "$log" || { echo "FAIL Neovim ended before the tests did"; bad=1; }
  done
  return $bad
}
