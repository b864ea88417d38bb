#!/bin/sh
# Makes the checkout ready to work: Debian packages where they are missing, then .venv with locked,
# hash-checked Python packages. Does nothing where nothing is missing. Usage: install.sh [user|developer]
set -eu
cd "$(dirname "$0")/.."
who=${1:-user}

say() { printf '%s\n' "$*" >&2; }

# --- what only the system can bring ---------------------------------------------------------------
have_library() { ldconfig -p 2>/dev/null | grep -q "$1" || find /usr/lib /lib -name "$1*" 2>/dev/null | grep -q .; }
have_font() { command -v fc-list >/dev/null 2>&1 && fc-list : family | grep -q "$1"; }
missing=
need() { missing="$missing $1"; }
have_library libpango-1.0.so.0 || need libpango-1.0-0
have_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
have_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
command -v fc-list >/dev/null 2>&1 || need fontconfig
{ have_font "Noto Sans CJK SC" && have_font "Noto Sans CJK TC"; } || need fonts-noto-cjk

# The first Python that the locked packages are built for and that can make an environment; else the
# first that they are built for.
fits() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; }
unfit() { say "Python 3.11, 3.12, 3.13 or 3.14 is needed; this system has $("$1" --version 2>&1)."; }
python=
bare=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
  fits "$candidate" || continue
  if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then python=$candidate; break; fi
  bare=${bare:-$candidate}
done
if [ -z "$python" ]; then
  if [ -n "$bare" ]; then
    version=$("$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    need "$version-venv"
  elif command -v python3 >/dev/null 2>&1; then
    unfit python3
    say "Install one of them beside it, for example: sudo apt-get install python3.13 python3.13-venv"; exit 2
  else
    need python3; need python3-venv
  fi
fi

if [ "$who" = developer ]; then
  command -v pdftoppm >/dev/null 2>&1 || need poppler-utils
  command -v gs >/dev/null 2>&1 || need ghostscript
  # The node that Playwright brings to drive the browser.
  have_library libatomic.so.1 || need libatomic1
  browser=
  for candidate in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$candidate" >/dev/null 2>&1 && browser=$candidate
  done
  if [ -z "$browser" ]; then
    # Ubuntu has Chromium as a snap only, which cannot be installed everywhere.
    if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
      say "No Chromium or Chrome was found: the browser tests will be skipped. Install either to run them."
    else need chromium; fi
  fi
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
  python=${python:-${bare:-python3}}
  fits "$python" || { unfit "$python"; exit 2; }
fi

# --- Python packages, by the lock file ------------------------------------------------------------
lock=requirements.lock; [ "$who" = developer ] && lock=requirements-dev.lock
stamp=.venv/.installed
print_of() { printf '%s %s %s' "$(cat "$1" pyproject.toml | cksum)" "$2" "$PWD"; }
want=$(print_of "$lock" "$who")
if [ -f "$stamp" ] && .venv/bin/csatreport --version >/dev/null 2>&1; then
  got=$(cat "$stamp")
  [ "$got" = "$want" ] && exit 0
  # A developer's environment serves a user too.
  [ "$who" = user ] && [ "$got" = "$(print_of requirements-dev.lock developer)" ] && exit 0
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  say "Making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
fi
say "Installing Python packages (about a minute the first time)"
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r "$lock"
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
printf '%s' "$want" > "$stamp"
