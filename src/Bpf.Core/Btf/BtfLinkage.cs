namespace Bpf.Core.Btf;

/// <summary>The linkage of a function or variable (<c>enum btf_func_linkage</c>, <c>BTF_VAR_*</c>).</summary>
public enum BtfLinkage
{
    /// <summary>Local to the object; a function is verified with each caller.</summary>
    Static = 0,
    /// <summary>Visible outside; a function is verified by itself.</summary>
    Global = 1,
    /// <summary>Defined elsewhere: by the kernel, or its configuration.</summary>
    Extern = 2,
}
