using Bpf;

/// <summary>Shows connections while they are made.</summary>
/// <param name="connects">The probe, attached.</param>
internal abstract class Report(TcpConnect.Loaded connects)
{
    protected TcpConnect.Loaded Connects => connects;

    /// <summary>Shows what comes until it is stopped.</summary>
    public async Task ShowAsync(CancellationToken stop)
    {
        Begin();
        try
        {
            await foreach (Event<Connection> e in connects.Connections.ReadAllAsync(stop))
                Take(e);
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }

        connects.Connections.Consume((ref readonly Connection connection) => Take(connection)); // what came in the meantime
        End();
    }

    protected abstract void Begin();

    protected abstract void Take(in Connection connection);

    protected abstract void TakeLoss(ulong count);

    protected abstract void End();

    /// <summary>What came of a connection.</summary>
    protected static string ResultOf(in Connection connection) => $"{(connection.Succeeded != 0 ? "" : "failed ")}{connection.Elapsed / 1e6:F2} ms";

    /// <summary>The other side, as it is usually written.</summary>
    protected static string RemoteOf(in Connection connection)
    {
        System.Net.IPAddress address = System.Net.IPAddress.Parse(connection.Remote.ToString());
        return new System.Net.IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.Port).ToString();
    }

    private void Take(Event<Connection> e)
    {
        if (e.TryGetValue(out Connection connection))
            Take(in connection);
        else
            TakeLoss(e.Lost);
    }
}
