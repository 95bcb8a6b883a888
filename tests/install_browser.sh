#!/usr/bin/env bash
# Make sure that a Chromium is at hand for the browser's tests, and fonts for the four languages.
# CHROMIUM=/path/to/browser names one that is not on PATH.
set -euo pipefail

has_browser() {
    local name
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        # Ubuntu's chromium-browser may be a stub that only names a snap: ask it for its version.
        if "$name" --version >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_fonts() {
    local language
    command -v fc-list >/dev/null || return 1
    for language in vi hi bn; do
        [ -n "$(fc-list ":lang=$language" family)" ] || return 1
    done
}

packages=()
has_browser || packages+=(chromium)
has_fonts || packages+=(fontconfig fonts-noto-core)
[ ${#packages[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
    echo "Installing for the browser's tests: ${packages[*]}" >&2
    {
        "${as_root[@]}" apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -qq --no-install-recommends "${packages[@]}"
    } </dev/null >/dev/null || true
fi

if ! has_browser; then
    echo "The browser's tests need Chromium or Chrome, and none could be installed here:" \
        "install one and run again, or name it with CHROMIUM=/path/to/browser." >&2
    exit 1
fi
has_fonts || echo "No font for Vietnamese, Hindi or Bengali was found: screenshots will show empty boxes." >&2
