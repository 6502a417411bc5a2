/// <summary>What openat returned, for people: a descriptor, or the name of the error.</summary>
internal static class OpenResult
{
    public static string Of(int result) => result switch
    {
        >= 0 => $"fd {result}",
        -1 => "EPERM",
        -2 => "ENOENT",
        -4 => "EINTR",
        -6 => "ENXIO",
        -13 => "EACCES",
        -17 => "EEXIST",
        -20 => "ENOTDIR",
        -21 => "EISDIR",
        -23 => "ENFILE",
        -24 => "EMFILE",
        -40 => "ELOOP",
        -512 => "restart", // ERESTARTSYS: a signal came, and the kernel will call again
        _ => $"-{-result}",
    };
}
