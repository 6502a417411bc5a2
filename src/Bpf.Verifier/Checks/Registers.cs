// Rests on: messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Which registers an instruction may read and write.</summary>
internal sealed partial class Engine
{
    private void ReadRegister(int number)
    {
        CheckRegisterNumber(number);
        if (Reg(number).Type == RegisterType.NotInit)
        {
            throw Reject(RejectionReason.UninitializedRegister, $"R{number} !read_ok", number);
        }
    }

    private void WriteRegister(int number)
    {
        CheckRegisterNumber(number);
        if (number == 10)
        {
            throw Reject(RejectionReason.InvalidInstruction, "frame pointer is read only", number);
        }
    }

    private void CheckRegisterNumber(int number)
    {
        if (number > 10)
        {
            throw Reject(RejectionReason.InvalidInstruction, $"R{number} is invalid");
        }
    }

    /// <summary>After a call r0 to r5 hold nothing.</summary>
    private static void ClobberCallerSaved(FuncState frame)
    {
        for (int i = 0; i <= 5; i++)
        {
            frame.Registers[i].SetNotInit();
        }
    }
}
