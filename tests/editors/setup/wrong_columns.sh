# Shows that the tests can fail: a server whose columns are one off must fail in every client. Sourced by tests/run.

run_wrong_columns() {
  local client log bad=0
  need_server || return
  for client in protocol nvim emacs vscode; do
    log=$CACHE/log/wrong-columns-$client.log
    (COPYDESK_RIGHT=$COPYDESK COPYDESK=$ROOT/tests/editors/wrong_columns.py ONLY=conflict PATIENCE=10 && export COPYDESK_RIGHT COPYDESK ONLY PATIENCE &&
      "run_$client") >"$log" 2>&1
    if grep -E '^(FAIL|FAILED|✖) ?.*' "$log" | grep -qiE 'conflict|wavy'; then
      echo "PASS with wrong columns the tests in $client fail: $(grep -cE '^(FAIL|FAILED|✖) ' "$log") failures"
    else
      echo "FAIL with wrong columns the tests in $client pass, or fail for another reason ($log)"
      bad=1
    fi
  done
  return $bad
}
