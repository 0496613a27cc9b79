namespace KubeEmulator.Nodes.Pods;

/// <summary>What came of a call into a container.</summary>
/// <param name="Succeeded">Whether it answered well.</param>
/// <param name="Output">What it said, or what went wrong on the way.</param>
internal readonly record struct CallOutcome(bool Succeeded, string Output)
{
    /// <summary>Whether the call itself could not be made, so that nothing was found out.</summary>
    public bool IsError { get; init; }

    public static CallOutcome Error(string message) => new(false, message) { IsError = true };
}
