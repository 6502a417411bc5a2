using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using Bpf.Core.Classic;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Decides which system calls a thread or a process may make: classic BPF, made of rules.</summary>
/// <remarks>Source: seccomp(2); Documentation/userspace-api/seccomp_filter.rst.</remarks>
public sealed class SeccompFilter
{
    private readonly TargetArchitecture architecture;

    /// <summary>Makes a filter for the machine this process runs on.</summary>
    /// <param name="otherwise">What becomes of system calls that no rule applies to.</param>
    /// <param name="rules">The rules; of several that apply the first answers.</param>
    /// <exception cref="ArgumentException">The machine has no system call of a rule's name, or the rules take more instructions than the kernel takes.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine's registers are not known.</exception>
    public SeccompFilter(SeccompAction otherwise, params IReadOnlyCollection<SeccompRule> rules) : this(RunningKernel.Architecture, otherwise, rules)
    {
    }

    /// <summary>Makes a filter for a machine.</summary>
    /// <param name="architecture">The machine. What is called by another one's numbers, as 32-bit programs do, ends the process.</param>
    /// <param name="otherwise">What becomes of system calls that no rule applies to.</param>
    /// <param name="rules">The rules; of several that apply the first answers.</param>
    /// <exception cref="ArgumentException">The machine has no system call of a rule's name, or the rules take more instructions than the kernel takes.</exception>
    public SeccompFilter(TargetArchitecture architecture, SeccompAction otherwise, params IReadOnlyCollection<SeccompRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        this.architecture = architecture;
        Instructions = SeccompCompiler.Compile(architecture, rules, otherwise, SeccompAction.KillProcess);
        if (Instructions.Length > ClassicCode.MaxInstructions)
            throw new ArgumentException($"The rules take {Instructions.Length} instructions; the kernel takes {ClassicCode.MaxInstructions}.", nameof(rules));
    }

    /// <summary>The filter as the kernel gets it.</summary>
    public ImmutableArray<ClassicInstruction> Instructions { get; }

    /// <summary>What the filter answers, without a kernel.</summary>
    /// <param name="call">The system call.</param>
    /// <exception cref="ArgumentException">The machine has no such system call.</exception>
    public SeccompAction Evaluate(SeccompCall call)
    {
        Span<byte> data = stackalloc byte[SeccompData.Size];
        data.Clear();
        call.WriteTo(data, architecture);
        return SeccompAction.FromValue(ClassicMachine.Run(Instructions, data));
    }

    /// <summary>Filters the calling thread's system calls from now on, and those of threads and processes that it starts. It can't be undone.</summary>
    /// <remarks>Threads of the pool go from task to task: filter a thread of your own, or use <see cref="Start"/> or <see cref="ApplyToProcess"/>. .NET's handlers of signals
    /// call write(2) on whichever thread the kernel chooses and abort the process where that fails: a thread that may not write must not outlive the first signal.</remarks>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux, or another machine than the filter's.</exception>
    public void ApplyToThread() => SeccompSyscall.Apply(ForThisMachine(), allThreads: false);

    /// <summary>Filters the system calls of all threads of this process from now on. It can't be undone.</summary>
    /// <remarks>The .NET runtime makes system calls of its own: with an action other than <see cref="SeccompAction.Allow"/> for what no rule names,
    /// test what the process needs.</remarks>
    /// <exception cref="BpfException">The kernel refused; one that has filters of their own on other threads does.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux, or another machine than the filter's.</exception>
    public void ApplyToProcess() => SeccompSyscall.Apply(ForThisMachine(), allThreads: true);

    /// <summary>Starts a process whose system calls are filtered, and not this one's.</summary>
    /// <remarks>No thread of this process gets the filter: what is started first is a launcher of a few instructions (in memory, memfd_create(2)), which filters itself and then
    /// executes the program. So a filter need let through nothing but execve(2) and what the program needs.</remarks>
    /// <param name="start">What to start. Where the filter or the kernel refuses to execute it, it ends with 127, as a shell's child does; where the filter kills
    /// what calls execve(2), by that signal.</param>
    /// <returns>The process.</returns>
    /// <exception cref="BpfException">The kernel has no filters, or no executable files in memory.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it can't be started.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux, or another machine than the filter's.</exception>
    public Process Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return SeccompLauncher.Start(ForThisMachine(), architecture, start);
    }

    private ImmutableArray<ClassicInstruction> ForThisMachine() => architecture == RunningKernel.Architecture
        ? Instructions
        : throw new PlatformNotSupportedException($"The filter is for {architecture}; this process runs on {RunningKernel.Architecture}.");
}
