namespace KubeEmulator.Nodes.Pods;

/// <summary>An end that is known beforehand.</summary>
/// <param name="At">When.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Reason">The reason, as the runtime gives it.</param>
/// <param name="Instead">Whether the program does not run at all until then.</param>
internal sealed record ForetoldEnd(DateTimeOffset At, int Code, string Reason, bool Instead);
