namespace Bpf.Tool.Reports;

/// <summary>How a run is written.</summary>
internal enum ReportFormat
{
    /// <summary>A table and explanations, for people.</summary>
    Text,

    /// <summary>veristat's columns.</summary>
    Csv,

    /// <summary>Everything, for programs.</summary>
    Json,

    /// <summary>Static Analysis Results Interchange Format 2.1.0, for code scanning.</summary>
    Sarif,
}
