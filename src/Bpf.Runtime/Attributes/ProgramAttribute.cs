using System;

namespace Bpf;

/// <summary>Base of the attributes that make a static method a program: each names a hook of the kernel.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class ProgramAttribute : Attribute
{
    private protected ProgramAttribute()
    {
    }
}
