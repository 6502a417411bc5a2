# Makes the drive that every guest of an architecture starts from: busybox, the .NET runtime and the libraries it loads. For eng/kernels/guest.

# This machine's own .NET runtime and libraries.
add_own_runtime() { # stage
    local stage=$1 runtime dotnet_root library
    cp "$(command -v busybox)" "$stage/bin/busybox"
    dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
    runtime=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" {print $2}' | sort -V | tail -1)
    mkdir -p "$stage/usr/share/dotnet/shared/Microsoft.NETCore.App" "$stage"/lib64 "$stage/lib/x86_64-linux-gnu"
    cp -r "$dotnet_root/dotnet" "$dotnet_root/host" "$stage/usr/share/dotnet/"
    cp -r "$dotnet_root/shared/Microsoft.NETCore.App/$runtime" "$stage/usr/share/dotnet/shared/Microsoft.NETCore.App/"
    ln -s /usr/share/dotnet/dotnet "$stage/bin/dotnet"
    # OpenSSL is loaded by name where a program asks for a hash.
    for library in $(ldconfig -p | awk '/lib(ssl|crypto)\.so/ && /x86-64/ {print $NF}') $(find "$stage/usr/share/dotnet" -name '*.so'); do
        case $library in "$stage"*) ;; *) echo "$library" ;; esac
        ldd "$library" 2>/dev/null | awk '$3 ~ /^\// {print $3}'
    done | sort -u | while read -r library; do cp -L "$library" "$stage/lib/x86_64-linux-gnu/"; done
    cp -L /lib64/ld-linux-x86-64.so.2 "$stage/lib64/"
}

# Another architecture's: libraries from Debian (eng/kernels/fetch), the runtime from the package source that the SDK publishes with.
add_foreign_runtime() { # stage, userland, architecture
    local stage=$1 userland=$2 rid=linux-$3 home=$CACHE/runtime-$3 packages version pack target library
    mkdir -p "$home"
    cat >"$home/runtime.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="Microsoft.NETCore.App.Runtime.$rid" Version="[\$(BundledNETCoreAppPackageVersion)]" />
    <PackageDownload Include="Microsoft.NETCore.App.Host.$rid" Version="[\$(BundledNETCoreAppPackageVersion)]" />
  </ItemGroup>
</Project>
PROJECT
    dotnet restore "$home/runtime.csproj" -v quiet >"$home/log" 2>&1 || { say "no .NET runtime for $rid: $(tail -n 1 "$home/log")"; return 1; }
    packages=$(dotnet msbuild "$home/runtime.csproj" -getProperty:NuGetPackageRoot)
    version=$(dotnet msbuild "$home/runtime.csproj" -getProperty:BundledNETCoreAppPackageVersion)
    pack=$packages/microsoft.netcore.app.runtime.$rid/$version/runtimes/$rid
    target=$stage/usr/share/dotnet/shared/Microsoft.NETCore.App/$version
    mkdir -p "$target" "$stage/usr/share/dotnet/host/fxr/$version" "$stage/lib/aarch64-linux-gnu"
    cp "$pack"/lib/net*/* "$pack"/native/* "$target/"
    cp "$pack/native/libhostfxr.so" "$stage/usr/share/dotnet/host/fxr/$version/"
    cp "$packages/microsoft.netcore.app.host.$rid/$version/runtimes/$rid/native/apphost" "$stage/usr/share/dotnet/"
    cp "$userland/usr/bin/busybox" "$stage/bin/busybox"
    for library in "$userland"/usr/lib/aarch64-linux-gnu/*.so*; do cp -L "$library" "$stage/lib/aarch64-linux-gnu/"; done
    cp -L "$userland/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1" "$stage/lib/"
    # The pack has no `dotnet`, but the executable that programs are given, with a place for their name: a copy of it starts any of them.
    cat >"$stage/bin/dotnet" <<LAUNCHER
#!/bin/sh
host=\${1%.dll}.host
cp /usr/share/dotnet/apphost "\$host"
printf '%s\\0' "\$(basename "\$1")" | dd of="\$host" bs=1 seek=$(grep -abo c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2 "$stage/usr/share/dotnet/apphost" | cut -d: -f1) conv=notrunc 2>/dev/null
shift
exec "\$(dirname "\$host")/\$(basename "\$host")" "\$@"
LAUNCHER
    chmod +x "$stage/bin/dotnet"
}

make_base() { # architecture, folder of the kernel, image
    local stage=$CACHE/base-$1 image=$3
    rm -rf "$stage"
    mkdir -p "$stage"/{bin,dev,proc,sys,tmp,probe,modules,etc,root,usr/share,lib}
    if [ "$1" = amd64 ]; then add_own_runtime "$stage"; else add_foreign_runtime "$stage" "$2/userland" "$1" || return 1; fi
    for tool in sh mount umount mkdir ls cat cp dd echo printf basename dirname insmod ifconfig ip poweroff sleep ps grep head tail id uname test; do
        ln -s busybox "$stage/bin/$tool"
    done
    cp "$here/guest-init" "$stage/init"
    printf 'root:x:0:0::/root:/bin/sh\n' >"$stage/etc/passwd"
    # One MBR partition from 1 MiB on, so that the kernel can find its root by disk signature: newer ones number drives in any order.
    truncate -s 401M "$image.part"
    mke2fs -q -t ext4 -O ^has_journal -E offset=1048576 -d "$stage" "$image.part" 400M >/dev/null
    printf '\x46\x50\x42\x42\0\0\0\0\0\0\x83\0\0\0\0\x08\0\0\0\x80\x0c\0' | dd of="$image.part" bs=1 seek=440 conv=notrunc status=none
    printf '\x55\xaa' | dd of="$image.part" bs=1 seek=510 conv=notrunc status=none
    mv "$image.part" "$image"
    rm -rf "$stage"
}
