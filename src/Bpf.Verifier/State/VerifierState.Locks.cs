using System;

namespace Bpf.Verifier.State;

/// <summary>The references and locks that are held.</summary>
internal sealed partial class VerifierState
{
    private Reference[] references = [];

    public int ReferenceCount { get; private set; }

    /// <summary>How many locks are held.</summary>
    public int ActiveLocks { get; private set; }

    /// <summary>The lock taken last; null where none is held.</summary>
    public Reference? ActiveLock { get; private set; }

    /// <summary>The flags saved last; 0 while interrupts are on.</summary>
    public int SavedInterrupts { get; private set; }

    /// <summary>How many objects are held that pointers refer to.</summary>
    public int PointerCount
    {
        get
        {
            int count = 0;
            for (int i = 0; i < ReferenceCount; i++)
            {
                count += references[i].Kind == ReferenceKind.Pointer ? 1 : 0;
            }

            return count;
        }
    }

    public ref readonly Reference ReferenceAt(int index) => ref references[index];

    public void AddReference(Reference reference)
    {
        if (ReferenceCount == references.Length)
        {
            Array.Resize(ref references, Math.Max(4, ReferenceCount * 2));
        }

        references[ReferenceCount++] = reference;
    }

    /// <summary>Drops a reference; false where it isn't held. The others keep their order.</summary>
    public bool RemoveReference(int id)
    {
        for (int i = 0; i < ReferenceCount; i++)
        {
            if (references[i].Id == id && references[i].Kind == ReferenceKind.Pointer)
            {
                RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    /// <summary>True where that lock is held.</summary>
    public bool Holds(ReferenceKind kind, int id, int target)
    {
        for (int i = 0; i < ReferenceCount; i++)
        {
            if (references[i].Kind == kind && references[i].Id == id && references[i].Target == target)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a lock of any kind is held in that value or object.</summary>
    public bool HoldsAnyLock(int id, int target)
    {
        for (int i = 0; i < ReferenceCount; i++)
        {
            if (references[i].IsLock && references[i].Id == id && references[i].Target == target)
            {
                return true;
            }
        }

        return false;
    }

    public void TakeLock(Reference taken)
    {
        AddReference(taken);
        ActiveLocks++;
        ActiveLock = taken;
    }

    /// <summary>Gives a lock back that is held; the one taken before it is the active one then.</summary>
    public void GiveLockBack(ReferenceKind kind, int id, int target)
    {
        Reference? before = null;
        for (int i = 0; i < ReferenceCount; i++)
        {
            Reference held = references[i];
            if (held.Kind == kind && held.Id == id && held.Target == target)
            {
                RemoveAt(i);
                ActiveLocks--;
                ActiveLock = before;
                return;
            }

            before = held.IsLock ? held : before;
        }
    }

    public void SaveInterrupts(int id, int instruction)
    {
        AddReference(new(id, instruction, ReferenceKind.Interrupts));
        SavedInterrupts = id;
    }

    /// <summary>Restores the flags saved last; those saved before are the last then.</summary>
    public void RestoreInterrupts()
    {
        int before = 0;
        for (int i = 0; i < ReferenceCount; i++)
        {
            if (references[i].Kind != ReferenceKind.Interrupts)
            {
                continue;
            }

            if (references[i].Id == SavedInterrupts)
            {
                RemoveAt(i);
                SavedInterrupts = before;
                return;
            }

            before = references[i].Id;
        }
    }

    private void RemoveAt(int index)
    {
        ReferenceCount--;
        Array.Copy(references, index + 1, references, index, ReferenceCount - index);
    }

    private void CopyReferencesFrom(VerifierState other)
    {
        if (references.Length < other.ReferenceCount)
        {
            references = new Reference[other.references.Length];
        }

        Array.Copy(other.references, references, other.ReferenceCount);
        ReferenceCount = other.ReferenceCount;
        ActiveLocks = other.ActiveLocks;
        ActiveLock = other.ActiveLock;
        SavedInterrupts = other.SavedInterrupts;
    }
}
