# Debian packages, and the counting of results. Sourced by tests/run.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else
  echo "needs root: $*" >&2; return 1; fi; }

# need_apt [-t RELEASE] PACKAGE…: installs those that are missing, and says so.
need_apt() {
  local from=() missing=() package
  [ "$1" = -t ] && { from=(-t "$2"); shift 2; }
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" = 0 ] && return 0
  echo "installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq || return
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${from[@]}" "${missing[@]}" \
    >"$CACHE/log/apt.log" 2>&1 || { tail -20 "$CACHE/log/apt.log"; return 1; }
}

need_compiler() {
  command -v cargo >/dev/null || { echo "Rust is missing: https://rustup.rs" >&2; return 1; }
  command -v cc >/dev/null && command -v make >/dev/null || need_apt build-essential
}

# need_server: builds the server once (the profile that cargo test has built already) and names it in $COPYDESK, unless
# that names one already: COPYDESK=PROGRAM tests/run nvim.
need_server() {
  [ -n "${COPYDESK-}" ] && return 0
  need_compiler && cargo build --locked --quiet || return
  export COPYDESK=$ROOT/target/debug/copydesk
}

# tally LOG: «passed failed», added up over cargo test, pytest, node --test and our own PASS and FAIL lines.
tally() {
  awk '
    /^test result:/      { for (i = 2; i < NF; i++) { if ($(i+1) ~ /^passed/) ok += $i; if ($(i+1) ~ /^failed/) bad += $i } }
    /^=*[ ]?[0-9].* in [0-9.]+s/ { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) ok += $i; if ($(i+1) ~ /^(failed|error)/) bad += $i } }
    /^(# |ℹ )pass [0-9]/ { ok += $3 }
    /^(# |ℹ )fail [0-9]/ { bad += $3 }
    /^PASS /             { ok++ }
    /^FAIL /             { bad++ }
    END                  { print ok + 0, bad + 0 }' "$1"
}
