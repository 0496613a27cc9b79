namespace KubeEmulator.Nodes.Pods;

/// <summary>How a run of a container ended.</summary>
internal sealed record ContainerEnd(int Code, string Reason, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string Id)
{
    /// <summary>The reason of a container of which nobody knows how it ended.</summary>
    public const string Unknown = "ContainerStatusUnknown";

    /// <summary>The termination message.</summary>
    public string Message { get; init; } = "";

    public bool Succeeded => Code == 0;

    public static string ReasonOf(int code) => code == 0 ? "Completed" : "Error";
}
