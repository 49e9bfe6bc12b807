#!/bin/sh
# Make or refresh .venv: deploy/setup.sh run|dev
# Finds a Python, then installs exactly what the lock names, checked by hash.
# A second run finds its stamp and does nothing.
set -eu
cd "$(dirname "$0")/.."
kind=$1
lock=requirements/$kind.txt
wanted="3.12 or newer"

fits() {
    "$1" -c 'import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 12))' \
        >/dev/null 2>&1
}

find_python() {
    pinned=$(cat .python-version)
    pyenv=${PYENV_ROOT:-$HOME/.pyenv}/versions
    for candidate in "${PYTHON:-}" \
        "$pyenv/$pinned"/bin/python "$pyenv/$pinned".*/bin/python \
        "python$pinned" python3.14 python3.13 python3.12 python3 python \
        "$pyenv"/3.1[2-9]*/bin/python; do
        if [ -n "$candidate" ] && fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no Python 3")
    echo "Policy Archive needs Python $wanted with its venv module; found $found." >&2
    echo "Install one, or name it: make demo PYTHON=/path/to/python3.13" >&2
    exit 1
}

fingerprint() {
    cat "$@" | cksum
}

# The development lock holds everything of the run-time lock.
for other in "$kind" dev; do
    stamp=.venv/stamp-$other
    if [ -f "$stamp" ] && fits .venv/bin/python &&
        [ "$(cat "$stamp")" = "$(fingerprint "requirements/$other.txt")" ]; then
        exit 0
    fi
done

if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)" >&2
    "$python" -m venv --clear .venv || {
        echo "Cannot make .venv here: see the line above (a full disk? no permission?)." >&2
        exit 1
    }
fi
rm -f .venv/stamp-*
echo "Installing what $lock names (a minute or two, once)" >&2
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: --requirement "$lock" || {
    echo "Installing failed: see the lines above (no network? a full disk?)." >&2
    echo "Nothing is lost; the same command tries again." >&2
    exit 1
}
fingerprint "$lock" >".venv/stamp-$kind"
