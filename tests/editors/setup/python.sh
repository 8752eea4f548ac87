# Python virtual environments from pinned requirements. Sourced by tests/run.

need_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || need_apt python3 python3-venv
}

# need_venv NAME REQUIREMENTS: target/tests/NAME with these packages, once for each state of the file.
need_venv() {
  local home=$CACHE/$1 stamp
  stamp=$(sha256sum "$2" | cut -d' ' -f1)
  [ "$(cat "$home/.requirements-sum" 2>/dev/null)" = "$stamp" ] && return 0
  need_python || return
  echo "installing ${2#"$ROOT"/} into target/tests/$1"
  rm -rf "$home"
  python3 -m venv "$home" && "$home/bin/pip" install -q --no-deps --require-hashes -r "$2" || return
  echo "$stamp" >"$home/.requirements-sum"
}
