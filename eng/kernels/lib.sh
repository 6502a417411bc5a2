# Shared by the scripts of this folder. Everything fetched or built lies in $CACHE, outside of the checkout.
CACHE=${BPF_KERNELS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bpf-kernels}

# kernel -> Debian suites that may hold its cloud image, best first
declare -A SUITES=(
    [5.10]="bullseye bullseye-security"
    [6.1]="bookworm-security bookworm"
    [6.12]="trixie bookworm-backports"
    [7.2]="sid"
    [6.12-arm64]="trixie"
)

# kernel -> emulated processor. QEMU 7.2 loses the flags of a cmpxchg16b now and then, on which the allocators of older kernels panic: they are
# told that there is none. Newer allocators have other fast paths, but maps are refused that allocate in any context (arena) without it.
declare -A PROCESSORS=([5.10]=qemu64,-cx16 [6.1]=qemu64,-cx16 [6.12]=qemu64,-cx16 [7.2]=qemu64 [6.12-arm64]=cortex-a72)

ALL_KERNELS="5.10 6.1 6.12 7.2"

# The architecture of a kernel, as Debian and .NET name it.
architecture() { case $1 in *-arm64) echo arm64 ;; *) echo amd64 ;; esac; }

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# Says so where a command is missing, with the package that has it; as root on Debian it is installed instead.
need() {
    PATH="$PATH:/usr/sbin:/sbin"
    command -v "$1" >/dev/null 2>&1 && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [[ "$2" =~ ^[a-z0-9+.-]+$ ]]; then
        say "installing $2"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$2"; } >"${TMPDIR:-/tmp}/install-$2.log" 2>&1 || true
        command -v "$1" >/dev/null 2>&1 && return
    fi
    die "'$1' is missing: apt-get install $2"
}

# What a guest is made and run with.
need_guests() { # kernel
    if [ "$(architecture "$1")" = amd64 ]; then need qemu-system-x86_64 qemu-system-x86; else need qemu-system-aarch64 qemu-system-arm; fi
    need mke2fs e2fsprogs
    need debugfs e2fsprogs
    need busybox busybox-static
    need xz xz-utils
}

# Builds a project of this repository, quietly; prints its output folder.
build() { # project folder
    local log folder
    log=$(dotnet build "$1" -v quiet --nologo 2>&1) || { printf '%s\n' "$log" >&2; die "$1 does not build"; }
    folder=$(dotnet msbuild "$1" -getProperty:TargetDir)
    echo "${folder%/}"
}

# The kernels of a list (commas or blanks) that can be had here, one a line: fetched, with a message for each that cannot be.
available() {
    local kernel
    for kernel in ${1//,/ }; do
        if [ "$kernel" = host ]; then
            [ "$(id -u)" = 0 ] && echo host || say "host: left out, since loading needs root"
        elif "$here/guest" --prepare "$kernel"; then
            echo "$kernel"
        else
            say "$kernel: left out"
        fi
    done
}

# Ends a script that has no kernel to ask: exit code 3, as of fetch and guest.
nothing_left() { say "$(basename "$0"): no kernel is left: none could be fetched, and this machine's own needs root"; exit 3; }

# Runs a shell command in a folder on a kernel of that list: in a guest with the folder as /probe, or here. Its results go to ./out. A guest that
# hangs or panics is tried once more; a command that fails is not.
on_kernel() { # kernel folder seconds command
    if [ "$1" = host ]; then
        (cd "$2" && timeout "$3" sh -c "$4")
    else
        BPF_GUEST_SECONDS=$3 BPF_GUEST_ATTEMPTS=2 "$here/guest" "$1" "$2" sh -c "$4"
    fi
}
