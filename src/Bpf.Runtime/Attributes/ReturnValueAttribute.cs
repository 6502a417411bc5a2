using System;

namespace Bpf;

/// <summary>
/// The parameter of a program that is the result of the function it is attached to: the only one of a <see cref="KretprobeAttribute"/> program, the last
/// of a <see cref="FexitAttribute"/> one, behind all arguments of the function.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ReturnValueAttribute : Attribute;
