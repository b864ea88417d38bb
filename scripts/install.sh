#!/bin/sh
# Makes the checkout ready to work: Debian packages where they are missing, then .venv with locked,
# hash-checked Python packages. Does nothing where nothing is missing. Usage: install.sh [user|developer]
set -eu
cd "$(dirname "$0")/.."
who=${1:-user}

say() { printf '%s\n' "$*" >&2; }

# --- what only the system can bring ---------------------------------------------------------------
have_library() { ldconfig -p 2>/dev/null | grep -q "$1" || find /usr/lib /lib -name "$1*" 2>/dev/null | grep -q .; }
missing=
need() { missing="$missing $1"; }
have_library libpango-1.0.so.0 || need libpango-1.0-0
have_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
have_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
command -v fc-list >/dev/null 2>&1 || need fontconfig
{ command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh-cn family | grep -q . ; } || need fonts-noto-cjk

python=
for candidate in python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate; break
  fi
done
[ -n "$python" ] || need python3
if [ -n "$python" ] && ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then need python3-venv; fi
if [ "$who" = developer ]; then
  command -v chromium >/dev/null 2>&1 || need chromium
  command -v pdftoppm >/dev/null 2>&1 || need poppler-utils
fi

if [ -n "$missing" ]; then
  line="apt-get install -y --no-install-recommends$missing"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "These packages are missing:$missing"; say "Install them with your system's package manager, then run this again."; exit 2
  elif [ "$(id -u)" = 0 ]; then
    say "Installing$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    say "Installing$missing"
    sudo apt-get update -qq && sudo env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null
  else
    say "Some system packages are missing. Please run this line, then try again:"
    say "  sudo apt-get update && sudo $line"; exit 2
  fi
  if [ -z "$python" ]; then
    python=python3
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or later is needed; this system has $("$python" --version)."; exit 2; }
  fi
fi

# --- Python packages, by the lock file ------------------------------------------------------------
lock=requirements.lock; [ "$who" = developer ] && lock=requirements-dev.lock
stamp=.venv/.installed
want="$(cat "$lock" pyproject.toml | cksum) $who"
if [ -x .venv/bin/csatreport ] && [ -f "$stamp" ]; then
  got=$(cat "$stamp")
  [ "$got" = "$want" ] && exit 0
  # A developer's environment serves a user too.
  [ "$who" = user ] && [ "$got" = "$(cat requirements-dev.lock pyproject.toml | cksum) developer" ] && exit 0
fi
[ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { say "Making .venv with $("$python" --version)"; rm -rf .venv; "$python" -m venv .venv; }
say "Installing Python packages (about a minute the first time)"
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r "$lock"
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
printf '%s' "$want" > "$stamp"
