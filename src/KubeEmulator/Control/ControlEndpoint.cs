using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>A call of the control API over a function.</summary>
internal sealed record ControlEndpoint(string Method, string Path, string Summary, Func<ControlCall, ValueTask<Value?>> Run) : IControlEndpoint
{
    public IReadOnlyList<ControlParameter> Parameters { get; init; } = [];

    public async ValueTask<Value?> InvokeAsync(ControlCall call)
    {
        try
        {
            return await Run(call).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is ArgumentException or FormatException or ManifestException or InvalidDataException)
        {
            throw StatusDocument.BadRequest(bad.Message).ToException();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or TimeoutException)
        {
            throw StatusDocument.Failure(409, StatusReason.Conflict, wrong.Message).ToException();
        }
    }
}
