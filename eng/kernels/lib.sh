# Shared by the scripts of this folder. Everything fetched or built lies in $CACHE, outside of the checkout.
CACHE=${BPF_KERNELS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bpf-kernels}

# kernel -> Debian suites that may hold its cloud image, best first
declare -A SUITES=(
    [5.10]="bullseye bullseye-security"
    [6.1]="bookworm-security bookworm"
    [6.12]="trixie bookworm-backports"
    [7.2]="sid"
)

# kernel -> emulated processor. QEMU 7.2 loses the flags of a cmpxchg16b now and then, on which the allocators of older kernels panic: they are
# told that there is none. Newer allocators have other fast paths, but maps are refused that allocate in any context (arena) without it.
declare -A PROCESSORS=([5.10]=qemu64,-cx16 [6.1]=qemu64,-cx16 [6.12]=qemu64,-cx16 [7.2]=qemu64)

ALL_KERNELS="5.10 6.1 6.12 7.2"

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# Fails, with the package to install, where a command is missing.
need() { command -v "$1" >/dev/null 2>&1 || die "'$1' is missing: apt-get install $2"; }
