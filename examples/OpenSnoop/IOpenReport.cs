/// <summary>A way of showing opens until told to stop.</summary>
internal interface IOpenReport
{
    /// <summary>Shows what the probe reports; returns when <paramref name="stop"/> is canceled.</summary>
    Task ShowAsync(OpenSnoop.Loaded snoop, CancellationToken stop);
}
