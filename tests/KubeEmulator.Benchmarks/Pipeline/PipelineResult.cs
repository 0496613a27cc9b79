namespace KubeEmulator.Benchmarks.Pipeline;

/// <summary>What one kind of request costs.</summary>
/// <param name="What">Which.</param>
/// <param name="Microseconds">Time of its own thread.</param>
/// <param name="Bytes">Allocated by its own thread.</param>
/// <param name="ProcessMicroseconds">Processor time of the process, what controllers do because of it included.</param>
/// <param name="ProcessBytes">Allocated by the process.</param>
/// <param name="PauseMicroseconds">How long the collector stopped everything; part of the first figure.</param>
internal sealed record PipelineResult(string What, double Microseconds, double Bytes, double ProcessMicroseconds, double ProcessBytes, double PauseMicroseconds);
