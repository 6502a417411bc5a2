using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Makes an object's maps and programs in the kernel. What is made belongs to the object, also where a later step fails.</summary>
internal sealed class KernelLoader(BpfObject target, ObjectImage image, LoadOptions options, LoadedModules modules)
{
    private readonly Dictionary<string, KernelMap> maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KernelProgram> programs = new(StringComparer.Ordinal);

    public void Load()
    {
        if (RunningKernel.ChargesMemlock)
            Memlock.Raise();
        using FileDescriptor? token = BpfToken.Open(options.TokenPath);
        FileDescriptor btf = target.Types = BtfLoader.Load(image.Linked.Btf, token);
        // Those that hold others come after them.
        foreach (MapSpec spec in image.Linked.Maps.OrderBy(static spec => !spec.HeldMaps.IsEmpty))
        {
            if (image.Linked.MapsLeftOut.Contains(spec.Name))
            {
                target.Add(new BpfMap(new LeftOutMap(spec)));
                continue;
            }

            KernelMap map = MapCreator.Create(spec, btf, options.PinFolder, image.Linked.Btf, maps, token);
            maps.Add(spec.Name, map);
            // Programs are compiled for the address: it must be known before they are loaded.
            if (spec.Type == MapType.Arena)
                _ = map.Arena;
            target.Add(new BpfMap(map));
        }

        foreach (LoadRequest request in image.Linked.Programs)
        {
            KernelProgram program = new(target, ProgramIdentity.Of(request), Load(request, btf, token));
            programs.Add(request.Name, program);
            target.Add(new BpfProgram(program));
        }

        foreach (BpfProgram program in image.ProgramsLeftOut(target))
            target.Add(program);
        foreach (MapSpec spec in image.Linked.Maps.Where(spec => maps.ContainsKey(spec.Name)))
            HoldPrograms(spec);
    }

    private void HoldPrograms(MapSpec spec)
    {
        foreach ((int index, string name) in spec.HeldPrograms)
        {
            if (!programs.TryGetValue(name, out KernelProgram? held))
                continue;
            using FileDescriptor.Lease lease = held.Descriptor.Use();
            int number = lease.Number;
            int result = maps[spec.Name].Update(Raw.Bytes(in index), Raw.Bytes(in number), 0);
            if (result != 0)
                throw new BpfException($"Putting program '{name}' into '{spec.Name}' at {index}", -result);
        }
    }

    private FileDescriptor Load(LoadRequest request, FileDescriptor btf, FileDescriptor? token)
    {
        Instruction[] instructions = [.. request.Instructions];
        PlaceDescriptors(instructions, request);
        FileDescriptor? target = options.Targets.TryGetValue(request.Name, out BpfProgram? other) ? other.Handle.Descriptor
            : request.AttachModule is { } module ? modules.DescriptorOf(module) : null;
        FileDescriptor[] used = [.. request.Modules.Select(modules.DescriptorOf)];
        return new ProgramLoader(request, new ProgramLoadCall(request, InstructionCodec.Encode(instructions), btf, target, used, token), image).Load(options.Log);
    }

    /// <summary>Replaces indexes of maps and modules by descriptors (<c>BPF_PSEUDO_MAP_FD</c>, <c>BPF_PSEUDO_MAP_VALUE</c>, <c>BPF_PSEUDO_BTF_ID</c>).</summary>
    private void PlaceDescriptors(Instruction[] instructions, LoadRequest request)
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction instruction = instructions[i];
            if (!instruction.IsWide)
                continue;
            byte source = instruction.Src switch
            {
                (byte)PseudoSource.MapIdx => (byte)PseudoSource.MapFd,
                (byte)PseudoSource.MapIdxValue => (byte)PseudoSource.MapValue,
                _ => instruction.Src,
            };
            if (source != instruction.Src)
            {
                using FileDescriptor.Lease lease = maps[request.Maps[instruction.Imm].Name].Descriptor.Use();
                instructions[i] = instruction with { Src = source, Imm = lease.Number };
            }

            i++;
            if (source == (byte)PseudoSource.BtfId && instructions[i].Imm is var module and > 0)
                instructions[i] = instructions[i] with { Imm = (int)modules.DescriptorOf(request.Modules[module - 1]).DangerousGetHandle() };
        }
    }
}
