# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by packaging/run and packaging/test: system packages, building, displays. Sourced, never run.
# Everything here speaks on stderr; stdout belongs to the program and to ctest.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PATH="$PATH:/usr/sbin:/sbin" # dpkg wants them, and a plain user's PATH lacks them

# What building and running needs on a machine that was installed with nothing but the base system.
# Qt Charts cannot be configured without libqt6opengl6-dev, though its package does not ask for it;
# libqt6svg6 has the icons' engine; the font is for machines that have none, where the window would be without text.
build_packages=(cmake ninja-build g++ qt6-base-dev qt6-websockets-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6svg6
    libqt6sql6-sqlite libboost-dev libtomlplusplus-dev zlib1g-dev fonts-dejavu-core
    ca-certificates)
fuzz_packages=(clang libclang-rt-14-dev)
test_packages=(clang-format clang-tidy xvfb openbox xdotool dbus at-spi2-core python3 python3-venv python3-pyatspi
    chromium curl openssl python3-django python3-tornado python3-websockets gunicorn uvicorn daphne python3-aiohttp
    python3-django-channels apache2-utils wrk nginx-light imagemagick git procps tox python3-docutils)

# Qt complains of any other encoding at each start.
use_utf8() {
    [[ ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} == *[Uu][Tt][Ff]* ]] || export LC_ALL=C.UTF-8
}

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# --- system packages ---------------------------------------------------------------------------------------------------

# Which of the named packages are not installed, one a line.
missing_packages() {
    local name
    for name in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || printf '%s\n' "$name"
    done
}

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() {
    [[ $(id -u) == 0 ]] && return 0
    command -v sudo >/dev/null || return 1
    [[ -t 0 ]] || sudo -n true 2>/dev/null
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# Whether apt knows a version of every named package.
apt_knows() {
    local name
    for name in "$@"; do
        apt-cache show "$name" >/dev/null 2>&1 || return 1
    done
}

# Lists that are there may be old and name files that are gone: then they are fetched, and it is tried once more.
apt_update_and_install() {
    if apt_knows "$@" && apt_install "$@"; then
        return
    fi
    as_root apt-get update -q && apt_install "$@"
}

# A Debian service starts when its package is installed, and at every boot after. A test needs the program alone.
keep_services_stopped() {
    local policy=/usr/sbin/policy-rc.d
    [[ -e $policy ]] && return
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    services_policy=$policy
}

let_services_start() {
    [[ -n ${services_policy:-} ]] || return 0
    as_root rm -f "$services_policy"
    services_policy=
}

disable_at_boot() {
    if command -v systemctl >/dev/null && [[ -d /run/systemd/system ]]; then
        as_root systemctl disable --now "$1" >/dev/null 2>&1 || true
    fi
}

# Installs what is missing of the named packages, and says so. A call with nothing to do is silent and quick.
install_packages() {
    command -v dpkg-query >/dev/null || return 0 # not a Debian: cmake will say what it lacks
    local missing log="$root/build/packages.log"
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    can_be_root || fail "Some packages are missing: please run  sudo apt-get install --no-install-recommends ${missing[*]}"
    say "Installing system packages: ${missing[*]}"
    mkdir -p "$root/build"
    trap let_services_start EXIT
    keep_services_stopped
    apt_update_and_install "${missing[@]}" >"$log" 2>&1 || packages_failed "$log"
    let_services_start
    trap - EXIT
    if [[ " ${missing[*]} " == *" nginx-light "* ]]; then
        disable_at_boot nginx
    fi
}

packages_failed() {
    sed -n 's/^E: //p' "$1" | sed -E 's#https?://[^ ]+#(a package source)#g' | tail -n 5 >&2
    fail "The packages could not be installed; what apt said is in build/packages.log."
}

# --- building ----------------------------------------------------------------------------------------------------------

# As many compilers as there are cores, and memory for: one that reads all of Qt Widgets takes about a gigabyte.
job_count() {
    local cores gigabytes
    cores=$(nproc)
    gigabytes=$(awk '/MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)
    ((gigabytes < cores)) && cores=$gigabytes
    printf '%s\n' "$((cores < 1 ? 1 : cores))"
}

# Passes ninja's output on, and says once, when there is a first step to do, that it takes a while.
announce_steps() {
    local line announced=
    while IFS= read -r line; do
        printf '%s\n' "$line"
        if [[ -z $announced && $line == '[1/'* ]]; then
            announced=yes
            say "$1"
        fi
    done
}

build_failed() {
    grep -E -A 12 'error|Error|FAILED' "$1" | head -n 60 >&2 || tail -n 30 "$1" >&2
    fail "The build failed; all of its output is in ${1#"$root"/}."
}

# configure PRESET: when it was not done yet, or the presets have changed; from then on ninja does it when needed.
configure() {
    local preset=$1 log="$root/build/$1/build.log"
    mkdir -p "${log%/*}"
    [[ $root/build/$preset/build.ninja -nt $root/CMakePresets.json ]] && return
    (cd "$root" && cmake --preset "$preset") >"$log" 2>&1 || build_failed "$log"
}

# build PRESET TARGET SENTENCE: the sentence is said when something has to be built.
build() {
    local log="$root/build/$1/build.log"
    (cd "$root" && cmake --build --preset "$1" --target "$2" -j "$(job_count)") 2>&1 | announce_steps "$3" >"$log" || build_failed "$log"
}

# --- displays ----------------------------------------------------------------------------------------------------------

# Whether somebody listens on the Unix socket; "@/path" is a name in the abstract namespace. perl-base is on every Debian.
unix_socket_answers() {
    perl -MSocket -e '
        (my $path = $ARGV[0]) =~ s/^@/\0/;
        socket(my $socket, AF_UNIX, SOCK_STREAM, 0) or exit 1;
        exit !connect($socket, pack_sockaddr_un($path))' "$1" 2>/dev/null
}

# DISPLAY is ":N", ":N.S" or "host:N" (X(7)).
x_display_answers() {
    [[ ${DISPLAY:-} =~ ^(unix/?)?([^:/]*):([0-9]+)(\.[0-9]+)?$ ]] || return 1
    local host=${BASH_REMATCH[2]} number=${BASH_REMATCH[3]}
    if [[ -z $host ]]; then
        unix_socket_answers "/tmp/.X11-unix/X$number" || unix_socket_answers "@/tmp/.X11-unix/X$number"
    else
        timeout 3 bash -c ': <"/dev/tcp/$0/$1"' "$host" "$((6000 + number))" 2>/dev/null
    fi
}

wayland_display_answers() {
    local socket=${WAYLAND_DISPLAY:-}
    [[ -n $socket ]] || return 1
    [[ $socket == /* ]] || socket="${XDG_RUNTIME_DIR:-}/$socket"
    unix_socket_answers "$socket"
}

# Who names a Qt platform knows what the window is drawn on.
display_answers() {
    [[ -n ${QT_QPA_PLATFORM:-} ]] || x_display_answers || wayland_display_answers
}
