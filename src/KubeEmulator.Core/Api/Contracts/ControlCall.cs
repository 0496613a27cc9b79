using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>One call of the control API.</summary>
/// <param name="PathValues">The values of the path's <c>{name}</c> parts.</param>
/// <param name="Query">The query's values; a later one of the same name wins.</param>
/// <param name="Body">The body, or null.</param>
/// <param name="Cancellation">Ends when the caller goes away.</param>
public sealed record ControlCall(
    IReadOnlyDictionary<string, string> PathValues,
    IReadOnlyDictionary<string, string> Query,
    Value? Body,
    CancellationToken Cancellation);
