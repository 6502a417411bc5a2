using System;

namespace Bpf;

/// <summary>
/// A global function (a global subprogram): the verifier checks it once, on its own, for any arguments that its parameters allow, and then takes each call of it for
/// granted. Programs too large to be verified with all that they call are split so, and a program of type <c>freplace</c> may replace it.
/// </summary>
/// <remarks>
/// A static method that takes at most five numbers, enums, structs, references (<c>ref</c>, <c>in</c>, <c>out</c>), contexts of its programs and <see cref="Ref{T}"/>, which
/// may be null, and returns a number or nothing. Nothing is known in it of what a caller knows of an argument. Only what some program calls stands in the object.
/// Memory is passed from Linux 5.13 on, the context of programs whose context has no name (tracepoints) from 6.8 on.
/// Source: Documentation/bpf/btf.rst; <c>btf_prepare_func_args</c>, kernel/bpf/btf.c.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GlobalFunctionAttribute : Attribute;
