using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Types of another place, for kernels that have none: they answer relocations, and nothing else.</summary>
public sealed class SuppliedTypesTests
{
    [Fact]
    public void Relocations_are_answered_from_the_file_given()
    {
        Requires.Kernel();
        BtfBuilder types = new();
        types.AddStruct("task_struct", 8192, [new("tgid", types.AddInt("int", 4, BtfIntEncoding.Signed), 8 * 5432)]);
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, types.ToBytes());
        using BpfObject target = BpfObject.Load(Asking("syscall"), new() { KernelBtfPath = path });
        Assert.Equal(5432, new SyscallProgram<ulong>(target.Program("main")).Run(0));
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<Bpf.Core.BpfFormatException>(() => BpfObject.Load(Asking("syscall"), new() { KernelBtfPath = path }));
        File.Delete(path);
        Assert.Contains(path, Assert.Throws<BpfException>(() => BpfObject.Load(Asking("syscall"), new() { KernelBtfPath = path })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_attached_to_is_found_in_the_kernels_own()
    {
        Requires.Kernel();
        Assert.SkipUnless(File.Exists("/sys/kernel/btf/vmlinux"), "this kernel has no types");
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        types.AddStruct("task_struct", 8, [new("tgid", number, 32)]);
        types.AddFunc("no_function_of_a_kernel", types.AddFuncProto(number, []), BtfLinkage.Static);
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, types.ToBytes());
        Assert.Contains(
            "has no 'no_function_of_a_kernel'",
            Assert.Throws<Bpf.Core.BpfFormatException>(() => BpfObject.Load(Asking("fentry/no_function_of_a_kernel"), new() { KernelBtfPath = path })).Message,
            StringComparison.Ordinal);
        File.Delete(path);
    }

    private static byte[] Asking(string section)
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int root = types.AddStruct("task_struct", 4, [new("tgid", number, 0)]);
        return ElfWriter.Write(new()
        {
            License = "GPL",
            Types = types,
            Functions =
            [
                new()
                {
                    Name = "main", Section = section, IsGlobal = true, ProtoTypeId = types.AddFuncProto(number, [new("ctx", types.AddPtr(0))]),
                    Instructions = [Asm.Mov64Imm(0, 0), Asm.Exit()],
                    CoreRelocations = [new(0, root, "0:0", CoreRelocationKind.FieldByteOffset)],
                },
            ],
        });
    }
}
