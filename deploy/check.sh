#!/bin/sh
# Everything that must hold before a change lands; runs all of it, fails if any fails.
# Called by make check, which has made .venv and stops the database server.
set -u
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
failed=

step() {
    title=$1
    shift
    echo "== $title"
    "$@" || failed="$failed, $title"
}

templates() {
    git ls-files -z 'templates/*.html' | xargs -0 -r "$@"
}

deploy_check() {
    ARCHIVE_BASE_URL=https://archive.example DEBUG=False \
        SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(50))') \
        python manage.py check --deploy --fail-level WARNING
}

step "ruff check" ruff check --quiet .
step "ruff format" ruff format --check --quiet .
step "djade" templates djade --check --target-version 6.1
step "djlint" templates djlint --lint --quiet
step "mypy" mypy
step "import contracts" lint-imports --no-logo
step "migrations" python manage.py makemigrations --check --dry-run
step "deploy check" deploy_check
step "tests" python -m pytest -n auto

if [ -n "$failed" ]; then
    echo "FAILED: ${failed#, }" >&2
    exit 1
fi
echo "All checks passed."
