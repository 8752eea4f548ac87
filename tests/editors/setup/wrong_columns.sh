# Shows that the tests can fail: a server whose columns are one off must fail in every editor. Sourced by tests/run.

run_wrong_columns() {
  local editor log bad=0
  need_server || return
  for editor in protocol nvim emacs vscode; do
    log=$CACHE/log/wrong-columns-$editor.log
    (COPYDESK_RIGHT=$COPYDESK COPYDESK=$ROOT/tests/editors/wrong_columns.py && export COPYDESK_RIGHT COPYDESK && "run_$editor") >"$log" 2>&1
    if grep -E '^(FAIL|FAILED|✖) ?.*' "$log" | grep -qiE 'conflict|wavy|exactly'; then
      echo "PASS with wrong columns the tests in $editor fail: $(grep -cE '^(FAIL|FAILED|✖) ' "$log") failures"
    else
      echo "FAIL with wrong columns the tests in $editor pass, or fail for another reason ($log)"
      bad=1
    fi
  done
  return $bad
}
