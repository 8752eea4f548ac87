# Inside Emacs 30, from Debian's backports. Sourced by tests/run.

need_emacs() {
  local major
  major=$(emacs --batch --eval '(princ emacs-major-version)' 2>/dev/null)
  [ "${major:-0}" -ge 29 ] && return 0
  local sources=/etc/apt/sources.list.d/copydesk-backports.sources
  if ! apt-cache policy | grep -q bookworm-backports; then
    echo "adding Debian's backports to the system's package sources ($sources)"
    # From where the system takes Debian itself.
    local mirror
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' | awk '$2 == "bookworm" { print $1; exit }')
    printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: %s\n' \
      "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg | as_root tee "$sources" >/dev/null || return
  fi
  need_apt -t bookworm-backports emacs-nox
}

run_emacs() {
  need_server && need_emacs || return
  emacs --version | head -1
  timeout 400 emacs -Q --batch -l tests/editors/emacs/test.el
}
